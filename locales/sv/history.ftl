# See common.ftl. The rounds of benchmarking since 2015: pages and command line. English: ../en/history.ftl.

past-nav = Historia
past-heading = Omgångarna sedan 2015
past-lead = Kommuner och regioner har lärt av varandra i omgångar sedan 2015, i det som SKR har kallat Modellkommuner, Modellregioner och Modellkonceptet. Här står vilka som var med, vem som var mentor för vem, och vad källorna inte är överens om.
past-means = Uppgifterna är hämtade ur offentliga källor och återgivna med egna ord. Bara organisationer är med, aldrig personer. Det som är vår egen slutsats har märket ”vår slutsats”, och det vi inte vet står under Okänt.
past-invented = Det gäller demonstrationens andra sidor. Den här sidan handlar om verkliga organisationer, med källor.

past-rounds = Omgångarna
past-all-rounds = Alla omgångar
past-from-until = { $from } till { $until }
past-around = { $year } (bara året är känt)
past-participants = { $n ->
    [one] { $shown } deltagare
   *[other] { $shown } deltagare
}
past-participants-known = { $n ->
    [one] { $shown } känd deltagare
   *[other] { $shown } kända deltagare
}
past-mentors = { $n ->
    [one] { $shown } mentor
   *[other] { $shown } mentorer
}
past-not-stayed = { $n ->
    [one] { $shown } var inte kvar till slutet
   *[other] { $shown } var inte kvar till slutet
}
past-inference = vår slutsats
past-track-municipalities = Kommuner
past-track-regions = Regioner
past-track-mixed = Kommuner och regioner tillsammans
past-track-unknown = Okänt

past-kind-municipality = Kommun
past-kind-region = Region
past-kind-city-district = Stadsdel
past-kind-association = Sammanslutning av kommuner

# The picture and its tables
past-picture = Vem har lärt av vem
past-picture-lead = Varje linje går från en mentor till en deltagare i en senare omgång. Den som har varit med två gånger står två gånger.
past-picture-title = { $organisations } organisationer i { $generations } led, från mentor till deltagare
past-picture-desc = Ett träd med en kolumn för varje omgång. Längst har det gått från { $name }, som { $n } andra har lärt av, direkt eller genom dem den var mentor för. Tabellen under bilden säger samma sak.
past-picture-mentor = mentor
past-picture-support = stöd till mentorn
past-picture-possible = kan ha varit mentor
past-picture-left = var inte kvar till slutet
past-picture-also-mentor = också mentor:
past-picture-also-support = mentorn hade stöd av:
past-picture-also-possible = mentor kan ha varit:
past-table = Tabell: vem har lärt av vem
past-table-caption = Grupperna i varje omgång, den senaste först: mentor, stöd till mentorn och deltagare.
past-col-round = Omgång
past-col-mentor = Mentor
past-col-support = Stöd till mentorn
past-col-participants = Deltagare
past-col-organisation = Organisation
past-col-direct = Mentor för
past-col-inspired = Har lärt av den
past-col-generation = Generation
past-reach = Hur långt det har nått
past-reach-lead = Hur många varje mentor har lett, och hur många som har lärt av den direkt eller genom dem den ledde. Bara det som är känt räknas.
past-reach-caption = Mentorerna, de som flest har lärt av först.
past-none-named = Ingen mentor nämnd
past-pairing-unknown = Mentorn är inte känd
past-possible = Någon av { $names }
past-gone = inte kvar { $date }
past-joined = med senast { $date }
past-replaced = ersatt av { $name }

# A round
past-facts-period = Tid
past-facts-track = För
past-facts-model = Modell
past-facts-fee = Avgift
past-facts-who = Deltagare
past-model-unknown = Okänd
past-model-after = { $name }
past-fee = { $sek } kronor
past-fee-ordinary = { $sek } kronor; ordinarie { $ordinary } kronor
past-fee-unknown = Okänd
past-events = Det här hände
past-events-caption = Händelser i ordning efter tid.
past-col-when = När
past-col-what = Vad
past-col-source = Källa
past-groups = Grupperna
past-theme = Tema: { $theme }
past-supported = Mentorn hade stöd av { $names }.
past-group-mentor = Mentor: { $names }
past-group-mentors = Mentorer: { $names }
past-more = Mer om omgången
past-unknown = Okänt
past-unknown-lead = Det här säger ingen källa vi har läst.
past-sources = Källor
past-sources-lead = Datumet är den version av sidan som vi har läst. Sidor kan ha flyttats eller ändrats sedan dess.
past-source = Källa:
past-sources-inline = Källor:
past-source-read = läst som den var { $date }
past-earlier = Omgången före: { $name }
past-later = Omgången efter: { $name }

# Disagreements
past-disagreements = Källorna är inte överens
past-disagreements-lead = Där källor säger olika säger vi vad var och en säger, vad vi visar och varför.
past-says = Källorna säger
past-shown = Vi visar
past-why = Därför

# An organisation
past-organisation-lead-first = { $name } var med första gången i { $round }.
past-organisation-lead-never = { $name } har varit mentor.
past-organisation-lead-mentor = { $n ->
    [one] Organisationen har varit mentor i { $shown } omgång.
   *[other] Organisationen har varit mentor i { $shown } omgångar.
}
past-organisation-lead-inspired = { $n ->
    [0] Ingen har hittills lärt av den som mentor, så vitt är känt.
    [one] { $shown } annan har lärt av den, direkt eller genom dem den ledde.
   *[other] { $shown } andra har lärt av den, direkt eller genom dem den ledde.
}
past-facts-kind = Slag
past-facts-area = Kod i Kolada
past-facts-figures = Siffror
past-figures-of = Resultat för { $name }
past-part-of = del av { $name }
past-facts-generation = Generation
past-generation-first = 1: började utan mentor som är känd
past-generation = { $n }: så många led från dem som började utan mentor
past-did = Det här gjorde { $name }
past-did-caption = Allt { $name } var med om, den första omgången först.
past-col-role = Roll
past-col-with = Tillsammans med
past-role-participant = Deltagare
past-role-mentor = Mentor
past-role-mentor-possible = Mentor för någon i gruppen
past-role-support = Stöd till mentorn
past-its-mentors = Mentorer för { $name }
past-its-mentors-none = Ingen mentor är känd.
past-mentored = { $name } var mentor för
past-mentored-none = Ingen, så vitt är känt.
past-inspired = Alla som har lärt av { $name }
past-in-round = { $name } i { $round }
past-as-support = som stöd till mentorn
past-as-possible = kan ha varit
past-alone = ingen annan

# What cannot be found
problem-history-title = Det finns ingen sådan omgång eller organisation i historien
problem-history-sentence = Vi hittar inget som heter ”{ $asked }” bland omgångarna sedan 2015 och dem som var med.
problem-history-advice = Välj i listan, eller se alla omgångar.
