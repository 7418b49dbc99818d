# See common.ftl. Texts of the pages about the programme: models, permissions, personal data. English: ../en/programme.ftl.

# Models
nav-models = Modeller
models-heading = Modellerna för benchmarking i jämställdhet
models-lead = En modell säger vem som deltar, på vilka villkor, i vilka steg och till när. Här står modellerna från 2017 till i dag, vad som har ändrats mellan dem, och självskattningarna, CEMR-deklarationen och checklistorna som hör till.
models-unconfirmed-means = Vi har skrivit modellerna med egna ord efter det som är offentligt. Där vi inte har kunnat bekräfta något står ordet Obekräftat, och vad det gäller.
models-all = Alla modeller
models-generations = Modellerna
models-caption = Modellerna i korthet, den nyaste först
models-name = Modell
models-period = Tid
models-length = Längd
models-months = { $n ->
    [one] { $shown } månad
   *[other] { $shown } månader
}
models-steps = Steg
models-steps-count = { $n ->
    [one] { $shown } steg
   *[other] { $shown } steg
}
models-meetings = Träffar
models-meetings-count = { $n ->
    [0] inga träffar
    [one] varav { $shown } träff
   *[other] varav { $shown } träffar
}
models-instrument = Självskattning
models-unconfirmed = { $n ->
    [one] { $shown } uppgift i modellens delar är obekräftad och märkt där den står.
   *[other] { $shown } uppgifter i modellens delar är obekräftade och märkta där de står.
}
models-changed-since = Vad som har ändrats sedan { $name }
models-changed-until = Vad som ändrades till { $name }
models-choose = Jämför två
models-choose-lead = Välj två av samma slag, så ser ni vad som har tillkommit, tagits bort och ändrats från den ena till den andra.
models-from = Från
models-to = Till
models-compare-button = Visa vad som skiljer
models-forms = Mallarna
models-forms-lead = Vad deltagarna skriver på vägen: nuläge, presentationer, planer och slutrapport. Här går mallarna att läsa; de fylls i under Stegen.
models-fields = { $n ->
    [one] { $n } fråga
   *[other] { $n } frågor
}
models-instruments = Självskattningarna
models-instruments-lead = Deltagarna skattar tillsammans hur långt de har kommit. Varje punkt har en beskrivning av hur det ser ut på varje nivå.
models-items = { $n ->
    [one] { $shown } punkt
   *[other] { $shown } punkter
}
models-scale = nivå { $from } till { $to }
models-mappings = Hur självskattningarna förhåller sig till varandra
models-mappings-lead = Den som har gjort en äldre självskattning ser här vad som går att jämföra med en nyare, punkt för punkt, och vad som inte går.
models-levels-can = Nivåerna går att jämföra där frågan är densamma.
models-levels-cannot = Nivåerna går inte att jämföra.
models-same = { $n ->
    [0] ingen fråga är densamma
    [one] { $shown } fråga är densamma
   *[other] { $shown } frågor är desamma
}
models-near = { $n ->
    [0] ingen har samma ämne men en annan fråga
   *[other] { $shown } har samma ämne men en annan fråga
}
models-none = { $n ->
    [0] ingen saknar motsvarighet
   *[other] { $shown } saknar motsvarighet
}
models-charters = CEMR-deklarationen
models-charters-lead = Den europeiska deklarationen om jämställdhet på lokal och regional nivå, som många kommuner och regioner har undertecknat.
models-articles = { $n ->
    [one] { $shown } artikel
   *[other] { $shown } artiklar
}
models-decisions = Checklistor för jämställda beslut
models-decisions-lead = Frågor att ställa innan ett beslut fattas, eller medan underlaget skrivs.
models-for-elected = för förtroendevalda
models-for-officers = för handläggare
models-questions = { $n ->
    [one] { $shown } fråga
   *[other] { $shown } frågor
}

# One of them
model-unconfirmed = { $n ->
    [one] { $shown } uppgift längre ner på sidan är obekräftad och märkt med ordet Obekräftat.
   *[other] { $shown } uppgifter längre ner på sidan är obekräftade och märkta med ordet Obekräftat.
}
model-organisations = Vilka som kan delta
model-municipalities = kommuner
model-regions = regioner
model-others = andra organisationer
model-based-on = Bygger på
model-source = Källa
model-id = Beteckning
model-version = version { $version }, innehåll { $content }
model-from = Från
model-to = Till
model-used-by = Används i
model-mappings = Jämförd med andra
model-word-by-word = Vad som skiljer, ord för ord
model-steps = Stegen
model-steps-lead = Först hela gången i en tabell, sedan varje steg för sig: varför det finns, vad som görs före, under och efter, och av vem.
model-items = Punkterna
model-items-lead = Varje rad är en punkt. Kolumnerna beskriver vad man skulle se i organisationen på varje nivå.
unconfirmed = obekräftat
remark-unconfirmed = Obekräftat: { $text }
remark-other = Anmärkning: { $text }
step-caption = Stegen i ordning
step-name = Steg
step-kind = Slag
step-who = Vilka som är med
step-deadlines = Frister
step-meeting = Träff
step-group = Träff i gruppen
step-all = Träff för alla grupper
step-home = Arbete hemma
step-course = Kurs
step-days-before = { $n ->
    [one] { $shown } dag före
   *[other] { $shown } dagar före
}
step-days-during = { $n ->
    [one] dag { $shown }
   *[other] dag { $shown }
}
step-days-after = { $n ->
    [one] { $shown } dag efter
   *[other] { $shown } dagar efter
}
item-caption = Punkterna efter nivå.
item-name = Punkt
pair-caption = Punkterna i den ena självskattningen och deras motsvarigheter i den andra
pair-relation = Går det att jämföra?
pair-why = Varför
pair-same = jämförbar
pair-same-not = samma fråga, men nivåerna går inte att jämföra
pair-near = inte jämförbar
pair-none = saknar motsvarighet

# What changed
diff-crumb = Vad som skiljer
diff-changes = { $n ->
    [one] { $shown } sak skiljer
   *[other] { $shown } saker skiljer
}
diff-added = { $n ->
    [one] { $shown } har tillkommit
   *[other] { $shown } har tillkommit
}
diff-removed = { $n ->
    [one] { $shown } har tagits bort
   *[other] { $shown } har tagits bort
}
diff-changed = { $n ->
    [one] { $shown } har ändrats
   *[other] { $shown } har ändrats
}
diff-moved = { $n ->
    [one] { $shown } har flyttats
   *[other] { $shown } har flyttats
}
diff-mapping = Självskattningarna punkt för punkt
diff-other-way = Samma jämförelse åt andra hållet
diff-choose = Jämför två andra

# What goes wrong there
problem-model-title = Vi hittar ingen sådan modell
problem-model-sentence = Ingen modell, självskattning, deklaration eller checklista har beteckningen ”{ $asked }”.
problem-model-advice = Välj en av dem här nedanför.
problem-unlike-title = De två går inte att jämföra
problem-unlike-sentence = ”{ $from }” och ”{ $to }” är av olika slag, eller sådana som vi inte kan jämföra ord för ord.
problem-unlike-advice = Läs dem var för sig, eller välj två av samma slag bland modellerna.

# Who may do what
who-may-title = Vem får göra vad
who-may-lead = Vad du får göra beror på vilken roll du har i din organisation, och på vad andra har valt att visa.
who-may-roles = Rollerna
role-organiser-does = Håller i omgången, sätter ihop grupper och bjuder in. I regel SKR eller ett länsförbund.
role-politician-does = Förtroendevald som deltar för sin kommun eller region.
role-manager-does = Chef på hög nivå som deltar.
role-strategist-does = Håller ihop organisationens arbete och förbereder träffarna.
role-key_person-does = Controller, statistiker, kommunikatör eller någon annan som behövs för en del av arbetet.
role-mentor-does = Leder en grupp och har gjort resan i sin egen organisation.
role-mentor_support-does = Stöder en ny mentor.
role-reader-does = Läser, men skriver inte.
role-operator-does = Håller programmet i gång. Ser inget av innehållet för det.
who-may-table = Tabellen
who-may-caption = Vad varje roll får göra, och hur långt det räcker
who-may-action = Vad
who-may-words = Så läser du tabellen
who-may-words-1 = ”Sitt eget” är det du själv har gjort, eller uppgifterna om dig. ”Egna organisationen” är allt som din kommun eller region äger. ”Egna gruppen” och ”egna omgången” räcker också till dem du arbetar med där. ”Alla” har ingen gräns i rollen.
who-may-words-2 = Ett streck betyder att rollen inte får. Den som har flera roller får det som någon av dem ger. En stjärna betyder att också ägaren måste ha visat underlaget för dig.
who-may-gives = Vem som ger roller

# Personal data
personal-title = Personuppgifter
personal-lead = Har du blivit inbjuden att delta för din kommun eller region? Då sparar vi ditt namn, hur du nås i arbetet, vilken roll du har och när du loggar in. Här står varför, hur länge och vad du kan göra åt det.
personal-what = Vad vi sparar om dig
personal-what-name = Ditt namn, och din titel om du vill skriva den.
personal-what-contact = Din e-postadress i arbetet, ditt telefonnummer i arbetet om du vill, och vilket språk du läser.
personal-what-role = Vilken roll du har, för vilken organisation, från när och till när.
personal-what-signin = Ditt konto, när du har loggat in och i vilken webbläsare. Ditt lösenord sparas aldrig, bara något som det kan prövas mot.
personal-what-work = Att det var du som skrev eller ändrade något i arbetet, och när.
personal-what-not = Vi frågar inte om personnummer, hemadress, parti eller kön. Skriv inget sådant om någon annan heller.
personal-what-open = För att läsa de öppna sidorna behövs inget konto, och de sätter inga kakor.
personal-why = Varför
personal-why-1 = Ni ska kunna arbeta tillsammans med andra: veta vilka som är med, nå varandra och se vem som har skrivit vad.
personal-why-2 = Kommuner och regioner arbetar med jämställdhet som en uppgift av allmänt intresse. Det är den rättsliga grunden, artikel 6.1 e i dataskyddsförordningen. Uppgifterna om inloggningar behövs för säkerheten, artikel 32.
personal-why-3 = Det är bara de som behöver uppgifterna som ser dem. Vilka det är beror på deras roll:
personal-can = Vad du kan göra
personal-can-lead = Du behöver inte be någon om lov. Under ”Mina sidor” kan du när som helst:
personal-can-correct = rätta dina uppgifter
personal-can-export = ta ut allt som sparas om dig, som en fil
personal-can-erase = radera dina uppgifter. Då skrivs de över också i historiken. Kvar blir bara att organisationen hade någon i rollen.
personal-can-object = Du kan också invända mot att vi behandlar dina uppgifter, eller begära att vi begränsar det. Skriv då till den som ansvarar för dem. Adressen står sist på sidan.
personal-kept = Hur länge
personal-kept-caption = Hur länge varje slags uppgift sparas, och med vilken rättslig grund
personal-kept-what = Uppgift
personal-kept-long = Hur länge
personal-kept-ground = Rättslig grund
personal-kept-backup = Säkerhetskopior som gjordes före en radering innehåller fortfarande uppgifterna tills kopian kastas.
kept-account = Konto
kept-assignment = Uppdrag
kept-ceremony = Inbjudan och påbörjad inloggning
kept-document = Bifogad fil
kept-job = Utskickat brev
kept-journal = Historik
kept-organisation = Organisation
kept-person = Namn och kontaktuppgifter
kept-session = Inloggning
kept-throttle = Räknare för försök
personal-records = Vad som blir en allmän handling
personal-records-lead = Hos en kommun eller region kan det ni gör här bli en allmän handling, som vem som helst kan begära ut. Det här är en allmän vägledning. Er registrator vet vad som gäller hos er.
noted-account = Ditt konto
noted-assignment = När någon får ett uppdrag
noted-document = När ni bifogar en fil
noted-organisation = Uppgifter om organisationen
noted-person = Dina egna uppgifter
noted-piece = När ni skriver ett underlag
noted-visibility = När ni visar något för andra
personal-ask = Vem du kan fråga
personal-ask-who = { $operator } ansvarar för personuppgifterna i den här tjänsten. Skriv till
personal-ask-nobody = Den som driver den här tjänsten ansvarar för personuppgifterna, men har inte skrivit sitt namn här. Fråga den som bjöd in dig.
personal-ask-complain = Tycker du att något är fel kan du klaga hos
personal-ask-imy = Integritetsskyddsmyndigheten
kept-application = Ansökan
noted-application = När ni ansöker
kept-edition = Utgåva av en modell
noted-edition = Modellen
kept-feedback = Återkoppling
noted-feedback = När du ger återkoppling
kept-group = Grupp
noted-group = När grupper sätts ihop
kept-hand_in = Inlämnat underlag
noted-hand_in = När ni lämnar in underlag
kept-meeting = Träff
noted-meeting = När en träff planeras
kept-minutes = Anteckningar
noted-minutes = När ni antecknar
kept-needs = Behov vid en träff
noted-needs = Vad du behöver vid en träff
kept-participation = Deltagande
noted-participation = När någon deltar i en omgång
kept-point = Beslut eller uppgift
noted-point = Beslut och uppgifter
kept-poll_answer = Svar om tider
noted-poll_answer = När du svarar om tider
kept-recusal = Anmält jäv
noted-recusal = När någon anmäler jäv
kept-registration = Anmälan till en träff
noted-registration = När du anmäler dig till en träff
kept-round = Omgång
noted-round = När en omgång öppnas
kept-assessment = Egna svar i självskattningen
noted-assessment = När du gör självskattningen
kept-check_in = Uppföljning efter omgången
noted-check_in = När ni följer upp efter omgången
kept-evaluation_plan = Nyckeltal att utvärdera med
noted-evaluation_plan = När ni väljer nyckeltal att utvärdera en omgång med
kept-filled = Ifylld mall
noted-filled = När ni fyller i en mall
kept-idea = Idé
noted-idea = När ni skriver en idé
kept-improvement = Förbättring
noted-improvement = När ni arbetar med en förbättring
kept-joint_answer = Gemensam självskattning
noted-joint_answer = När ni bestämmer er gemensamma självskattning
kept-measurement = Mätning
noted-measurement = När ni mäter
kept-query = Fråga om självskattningen
noted-query = När ni får en fråga om självskattningen
kept-staff_answer = Medarbetares svar i självskattningen
noted-staff_answer = När medarbetare svarar på självskattningen
kept-step_work = Arbete i ett steg
noted-step_work = När ni arbetar med ett steg
kept-forming = Förslag till grupper
noted-forming = När ni bildar grupper
kept-forming_rules = Regler för att bilda grupper
noted-forming_rules = När ni bestämmer regler och önskemål för grupperna
