# The command line: help, answers, complaints.
# See common.ftl. How keys are found: crates/jamsides/src/help.rs.

## Words of help
cli-word-usage = Så skriver du
cli-word-options = FLAGGOR
cli-word-command = KOMMANDO
cli-word-and-list = ,{ " " }
cli-word-mentor = mentor
cli-head-commands = Kommandon
cli-head-arguments = Argument
cli-head-options = Flaggor
cli-head-global = Flaggor till alla kommandon
cli-value-folder = MAPP
cli-value-format = FORMAT
cli-value-file = FIL
cli-value-day-id = DAG|NAMN
cli-value-day = DAG
cli-value-id = NAMN
cli-value-shell = SKAL
cli-value-set = URVAL
cli-value-kpi = MÅTT
cli-value-year = ÅR
cli-value-area = KOMMUN
cli-value-url = ADRESS
cli-value-address = ADRESS
cli-value-name = NAMN
cli-value-email = E-POST
cli-value-n = ANTAL
cli-value-group = GRUPP
cli-value-women-men = KVINNOR,MÄN
cli-value-round-organisation = OMGÅNG|ORGANISATION
cli-value-kind = SLAG
cli-value-organisation = ORGANISATION
cli-value-role = ROLL
cli-value-title = TITEL
cli-value-smtp = SMTP
cli-value-database = DATABAS

## Commands
cli-cmd-top = Jämsides: resultat för kvinnor och män, sida vid sida.
cli-cmd-top-more =
    Börja så här:
      jamsides serve --demo                          prova med påhittade kommuner
      jamsides import kolada --set jamstalldhet      hämta riktiga siffror
      jamsides scan Kramfors                         se vad de säger
    
    Slutkoder: 0 klart, 1 inget funnet, 2 frågan går inte att förstå, 3 fel i siffrorna, 4 vårt fel.
cli-cmd-import = Hämta siffror till en ny ögonblicksbild, eller läs in en organisations uppgifter.
cli-cmd-import-kolada = Hämta siffror från Kolada, eller läs in filer med Koladas siffror.
cli-cmd-import-kolada-more =
    Exempel:
      jamsides import kolada --set jamstalldhet      RKA:s jämställdhetsmått, från Kolada
      jamsides import kolada --kpi N00206 --year 2015-2022
      jamsides import kolada --file nedladdat/       allt i mappen som är Koladas
    
    Går något fel ändras ingenting: den förra ögonblicksbilden fortsätter att gälla.
    En hämtning som har avbrutits fortsätter där den var när du skriver samma sak igen.
cli-cmd-import-programme = Läs in en organisations uppgifter ur en fil från jamsides export.
cli-cmd-import-programme-more =
    Exempel:
      jamsides import programme kramfors.zip
    
    Det som redan finns och är likadant lämnas som det är. Skiljer sig något tas inget ur filen in.
cli-cmd-snapshot = Lista, granska och gallra ögonblicksbilder av siffrorna.
cli-cmd-snapshot-list = Lista ögonblicksbilderna, äldst först.
cli-cmd-snapshot-show = Visa vad en ögonblicksbild innehåller och var siffrorna kommer ifrån.
cli-cmd-snapshot-verify = Kontrollera att varje fil är som den var när den skrevs.
cli-cmd-snapshot-prune = Ta bort gamla ögonblicksbilder och de ursprungliga svar de sparar.
cli-cmd-scan = Se var kvinnor och män får olika resultat, om skillnaden är säker och hur den ser ut hos andra.
cli-cmd-scan-more =
    Exempel:
      jamsides scan Kramfors
      jamsides scan 2282 --peers liknande:grundskola --top 3
      jamsides scan --all -o alla.csv                varje kommun och mått
      jamsides scan --replicate                      hur ofta löftena har hållit
    
    Grupper: liknande (som --peers liknande:grundskola), länet, klass (SKR:s kommungrupp),
    alla eller kommuner med komma emellan.
cli-cmd-compare = Ställ två till fyra kommuner sida vid sida.
cli-cmd-compare-more =
    Exempel:
      jamsides compare Sollefteå Härnösand --mentor Kramfors
      jamsides compare Kramfors Sollefteå --kpi N00206,N00090 --format csv
cli-cmd-figure = Visa ett mått: hos alla, eller år för år i några kommuner.
cli-cmd-figure-more =
    Exempel:
      jamsides figure N00206                         alla kommuner, det senaste året
      jamsides figure N00206 --area Kramfors         Kramfors år för år
      jamsides figure N00206 --area Kramfors --peers Kramfors och de liknande kommunerna
cli-cmd-report = Skriv ett PDF-dokument att ta med till mötet.
cli-cmd-report-more =
    Exempel:
      jamsides report Kramfors -o kramfors.pdf
      jamsides report Kramfors --kind comparison --with Sollefteå,Härnösand -o jamforelse.pdf
      jamsides report Kramfors --kind figure --kpi N00206 -o heltid.pdf
cli-cmd-method = Granska, visa och jämför modellerna för benchmarking, och börja på en egen.
cli-cmd-method-check = Granska modeller: en fil, en mapp, eller de som följer med programmet.
cli-cmd-method-check-more =
    Exempel:
      jamsides method check lanets-modell            allt som är fel, med fil och rad
      jamsides method check lanets-modell --format json
cli-cmd-method-show = Visa en modell, en självskattning, CEMR-deklarationen eller en beslutslista.
cli-cmd-method-show-more =
    Exempel:
      jamsides method show                           allt som går att visa
      jamsides method show modell-2023
      jamsides method show lanets-modell --with lanets-modell
cli-cmd-method-diff = Visa vad som skiljer mellan två modeller, eller två självskattningar.
cli-cmd-method-diff-more =
    Exempel:
      jamsides method diff modell-2018 modell-2019
cli-cmd-method-new = Börja på en egen modell: en fil med förklaringar som klarar granskningen.
cli-cmd-method-new-more =
    Exempel:
      jamsides method new lanets-modell -o .         lägger filerna i mappen lanets-modell
      jamsides method new lanets-modell              skriver ut modellen
cli-cmd-history = Visa omgångarna sedan 2015: vilka som var med, vem som var mentor för vem, och vad vi inte vet.
cli-cmd-history-more =
    Exempel:
      jamsides history                               alla omgångar
      jamsides history kommuner-2019                 en omgång
      jamsides history Kalmar                        vad en organisation har gjort
      jamsides history --format csv                  en rad för var och en i varje grupp
cli-cmd-serve = Visa sidorna i webbläsaren.
cli-cmd-serve-more =
    Exempel:
      jamsides serve --demo                          påhittade kommuner, inget nät behövs
      jamsides serve --listen 0.0.0.0:8080           för andra i nätverket
      jamsides serve --cases arenden                 svar på frågor till egna ärenden
      jamsides serve --address https://jamsides.kommunen.se --behind-proxy --smtp smtps://namn:lösenord@post.kommunen.se:465 --mail-from jamsides@kommunen.se
    
    Avsluta med Ctrl-C. Sidor som är på väg skickas färdigt först.
cli-cmd-user = Personer som får logga in.
cli-cmd-user-create = Lägg in en person vid datorn: den första driftansvariga, eller en organisatör.
cli-cmd-user-create-more =
    Exempel:
      jamsides user create --name "Åsa Öberg" --email asa@kommunen.se --organisation "Länets kommunförbund" --role operator,organiser
    
    Skriver ut en länk där personen väljer hur den loggar in. Andra bjuds sedan in på sidorna.
cli-cmd-backup = Säkerhetskopiera allt som har skrivits in: organisationer, personer, uppdrag, filer, historik.
cli-cmd-backup-more =
    Exempel:
      jamsides backup kopia.zip
      jamsides backup kopia.zip --database postgres://jamsides@server/jamsides
    
    Andra kan arbeta under tiden: kopian blir som allt var i samma ögonblick.
    Den innehåller kodade lösenord och personuppgifter. Siffrorna från Kolada är inte med: de hämtas på nytt.
cli-cmd-restore = Lägg in en säkerhetskopia i en tom databas.
cli-cmd-restore-more =
    Exempel:
      jamsides restore kopia.zip --database nytt.db
      jamsides restore kopia.zip --database postgres://jamsides@server/jamsides
    
    Kopian kan läggas i den andra sortens databas: så flyttar man mellan dem.
    Allt kommer in eller ingenting. Det som har raderats efter att kopian gjordes behöver raderas igen.
cli-cmd-verify = Kontrollera att allt som har skrivits in är som det ska vara: hänvisningar, historik, filer.
cli-cmd-verify-more =
    Slutkod 3 när något är fel. --format json ger varje fel på ett sätt som andra program kan läsa.
cli-cmd-export = Ta ut en organisations uppgifter, med historik och bifogade filer.
cli-cmd-export-more =
    Exempel:
      jamsides export "Kramfors kommun" kramfors.zip
      jamsides export 2282 kramfors.zip
    
    Andras uppgifter är inte med, bara vad de heter. Filen läses in med: jamsides import programme
cli-cmd-figures = Lista alla mått som är uppdelade på kön, och vad som är känt om vart och ett (--format csv eller json).
cli-cmd-doctor = Kontrollera att allt är på plats: mappen, ögonblicksbilderna, utrymmet.
cli-cmd-completions = Skriv ut kompletteringar för ditt skal.
cli-cmd-man = Skriv manualsidor; alla till en mapp med -o, annars den första.
cli-cmd-schema = Skriv ut en beskrivning (JSON Schema) av raderna i JSON.

## Options
cli-opt-help = Visa hjälp
cli-opt-version = Visa programmets version
cli-opt-data = Mappen där siffrorna och programmet.db ligger (annars JAMSIDES_DATA, annars systemets mapp för data)
cli-opt-format = Svarets form: table, json, csv eller xlsx (annars efter filens namn, annars table)
cli-opt-output = Skriv till en fil i stället för skärmen; den skrivs hel eller inte alls
cli-opt-man-output = Mapp att skriva sidorna i
cli-opt-as-of = Använd siffrorna som de var en dag (2024-08-30), eller en viss ögonblicksbild
cli-opt-lang = Språk: sv eller en (annars JAMSIDES_LANG, annars systemets)
cli-opt-file = Filer eller mappar med Koladas siffror: CSV (även .gz), Parquet, sparade svar i JSON. I en mapp tas det som är Koladas och resten nämns
cli-opt-set = Ett färdigt urval: jamstalldhet (RKA:s jämställdhetsmått) eller karna (alla mått vi har skrivit om)
cli-opt-kpi = Mått med Koladas beteckning, till exempel N00206; flera med komma
cli-opt-import-kolada-all = Alla mått som är uppdelade på kön (tar lång tid)
cli-opt-import-kolada-year = År att hämta, till exempel 2015-2022; annars alla
cli-opt-import-kolada-area = Bara dessa områden, med Koladas koder; annars alla
cli-opt-since = Bara det som har ändrats sedan den dagen
cli-opt-fresh = Börja om från noll i stället för att lägga det nya ovanpå den senaste ögonblicksbilden
cli-opt-base-url = En annan adress till Koladas API, version 3
cli-opt-retrieved = Dagen då filernas siffror hämtades; annars står det ”filens datum” i källan
cli-opt-snapshot-show-id = Vilken; annars den senaste
cli-opt-snapshot-verify-id = Vilken; annars alla
cli-opt-keep = Hur många av de nyaste som ska vara kvar, minst 1
cli-opt-area = Kommuner eller regioner, med namn eller kod (å, ä och ö går att skriva a och o)
cli-opt-scan-all = Alla kommuner
cli-opt-year = Ett visst år; annars det senaste
cli-opt-peers = Vilka att jämföra med; annars de liknande kommunerna
cli-opt-top = Hur många skillnader som visas, annars 10
cli-opt-ended = Ta också med mått som Kolada har slutat med
cli-opt-replicate = Visa hur ofta löftena har hållit: räkna på det förflutna, jämför med året efter
cli-opt-mentor = Vilken av dem som är mentor
cli-opt-figure-kpi = Måttets beteckning hos Kolada, till exempel N00206
cli-opt-figure-year = År, till exempel 2015-2022; annars alla år för namngivna kommuner och det senaste för resten
cli-opt-figure-peers = Visa också gruppen; utan namn de liknande kommunerna
cli-opt-n = Hur många kvinnor och män som ligger bakom en andel, om du vet det (210,180); osäkerheten räknas då på dem
cli-opt-report-area = Kommun eller region, med namn eller kod
cli-opt-kind = Vilket dokument: board (ett blad till nämnd och styrelse), comparison (jämförelse) eller figure (ett mått)
cli-opt-with = Kommunerna att jämföra med
cli-opt-method-check-path = Filen eller mappen; annars det som följer med programmet
cli-opt-method-show-id = Vad som ska visas; annars en lista
cli-opt-method-show-with = Mapp med egna modeller att ta med
cli-opt-method-diff-from = Den ena
cli-opt-method-diff-to = Den andra
cli-opt-method-diff-with = Mapp med egna modeller att ta med
cli-opt-method-new-id = Modellens beteckning: små bokstäver a–z, siffror och bindestreck
cli-opt-history-what = Omgångens beteckning, eller organisationens namn, beteckning eller kod; annars alla omgångar
cli-opt-method-new-output = Mapp att lägga modellens mapp i
cli-opt-demo = Visa påhittade kommuner; inga siffror och inget nät behövs
cli-opt-seed = Vilka påhittade kommuner; samma tal ger samma
cli-opt-listen = Adress att lyssna på, annars 127.0.0.1:8080
cli-opt-serve-cases = Mapp med egna ärenden och frågor till dem (cases.toml), som visas under /sv/arenden; se docs/cases.md
cli-opt-operator = Vem som driver webbplatsen (Kramfors kommun): står i tillgänglighetsredogörelsen
cli-opt-operator-email = E-postadress för den som hittar en brist i tillgängligheten
cli-opt-serve-address = Adressen som andra når sidorna på (https://jamsides.kommunen.se): för länkar i brev och för nycklar
cli-opt-behind-proxy = En egen proxy står framför och säger i X-Forwarded-For vem som anropar
cli-opt-smtp = E-postserver: smtps://namn:lösenord@server:465, smtp+starttls://…:587 eller smtp://server:25
cli-opt-mail-from = Avsändare på brev: ”Jämsides <jamsides@kommunen.se>”
cli-opt-name = För- och efternamn
cli-opt-email = E-postadress i arbetet; personen loggar in med den
cli-opt-user-create-organisation = Organisationen; finns den inte läggs den till som organisatör
cli-opt-role = Roller med komma: operator (driftansvarig, annars), organiser (organisatör), strategist, manager, politician …
cli-opt-title = Titel i arbetet
cli-opt-user-create-address = Adressen som sidorna nås på; länken börjar med den
cli-opt-database = Databasen med det som har skrivits in: en fil, eller postgres://… (annars JAMSIDES_DATABASE, annars programmet.db i mappen för --data)
cli-opt-force = Skriv över filen om den finns
cli-opt-backup-file = Filen att skriva, till exempel kopia.zip
cli-opt-restore-file = Filen från jamsides backup
cli-opt-export-organisation = Organisationens namn, områdeskod (2282) eller id
cli-opt-export-file = Filen att skriva, till exempel kramfors.zip
cli-opt-import-programme-file = Filen från jamsides export
cli-opt-shell = bash, zsh, fish, elvish eller powershell

## Complaints about what was written
cli-usage-unknown = Vi förstår inte ”{ $about }”.
cli-usage-command = Det finns inget kommando som heter ”{ $about }”.
cli-usage-missing = Det saknas något: { $about }.
cli-usage-twice = ”{ $about }” står två gånger.
cli-usage-conflict = ”{ $about }” går inte ihop med { $other }. Välj ett av dem.
cli-usage-no-value = Efter { $about } ska det stå något.
cli-usage-value = ”{ $value }” går inte att använda för { $about }.
cli-usage-other = Vi förstår inte vad som menas. { $about }
cli-usage-valid = Det kan vara: { $values }.
cli-usage-suggest = Menade du { $about }?
cli-usage-help = Skriv --help efter kommandot för att se vad som går att skriva.
cli-usage-form-year = Skriv ett år som 2022, eller ett spann som 2015-2022.
cli-usage-form-since = Skriv en dag som 2024-08-30.
cli-usage-form-retrieved = Skriv en dag som 2024-08-30.
cli-usage-form-lang = Skriv sv eller en.
cli-usage-form-listen = Skriv en adress och en port som 127.0.0.1:8080.
cli-usage-form-keep = Skriv ett antal, minst 1.
cli-usage-form-top = Skriv ett antal.
cli-usage-form-n = Skriv två antal med komma emellan, kvinnor först: 210,180.
cli-usage-form-seed = Skriv ett heltal.
cli-bad-terminal = Det här är en fil, ingen text för skärmen. Skriv -o och ett filnamn.
cli-bad-output = { $path } gick inte att skriva: { $why }. Kontrollera att mappen finns och att du får skriva i den.
cli-bad-format = Det här går att få som: { $about }.
cli-bad-with = En jämförelse behöver fler kommuner. Skriv --with och vilka.
cli-bad-kpi = Ett dokument om ett mått behöver precis ett mått. Skriv --kpi och vilket.
cli-bad-n-areas = Antalen i --n gäller en kommuns värden. Skriv --area och en kommun, utan --peers.
cli-bad-n-share = { $about } är ingen andel: antalen i --n säger då inget om osäkerheten. Räkna utan --n.
cli-bad-listen = { $about }
cli-bad-listen-why = Det går inte att lyssna på { $address }: { $why }. Välj en annan adress med --listen.
cli-bad-address = ”{ $about }” är ingen adress att nå sidorna på. Den ser ut som https://jamsides.kommunen.se.
cli-demo-real = I { $about } finns riktiga personer. Demonstrationen låter vem som helst logga in som vem som helst och får bara använda en tom databas.
cli-demo-mail = Demonstrationen skickar bara brev när den lyssnar på den egna datorn.
cli-bad-smtp = E-postservern eller avsändaren går inte att använda: { $about }.
cli-usage-form-role = Roller heter organiser, politician, manager, strategist, key_person, mentor, mentor_support, reader och operator.
cli-bad-method-path = Det går inte att läsa { $about }.
cli-bad-method-diff = { $about }: de är av olika slag och går inte att jämföra.
cli-bad-method-new = { $about }
cli-bad-method-there = { $about } finns redan. Välj ett annat id eller en annan mapp.
cli-bad-what = Säg vad som ska hämtas: --set jamstalldhet, --kpi och mått, --all, eller --file och filer.
cli-bad-kpi-id = ”{ $about }” är ingen beteckning på ett mått. De ser ut som N00206 eller U09800.
cli-bad-area-id = ”{ $about }” är ingen kod eller känt namn. Koderna har fyra siffror, som 2282; namn går att skriva när siffror har hämtats en gång.

## Answers
cli-nothing-found = Inget hittades. Pröva ett annat år, ett annat mått eller en annan kommun.
cli-invented = Allt är påhittat. Kommunerna finns inte.
cli-scan-counts = { $split } mått är uppdelade på kön här: { $tested } har prövats, { $background } är bakgrund och { $untested } går inte att pröva. Falska larm att vänta: högst { $false } bland de { $differ } där kvinnor och män skiljer sig åt, högst { $false-peers } bland de { $peers } där skillnaden är en annan än i { $group }.
cli-scan-none = Inget mått visar en skillnad som går att skilja från slumpen.
cli-scan-learn = Här kan andra lära
cli-scan-totals = Mått som inte delas på kön
cli-scan-totals-why = Källan har ett enda värde för de här måtten, eller ett mått för vartdera könet. Därför prövar vi inte om någon skillnad kan bero på slumpen.
cli-scan-all-more = Räkningen gäller mått där skillnaden mellan kvinnor och män är säker, och hur den förhåller sig till liknande kommuner. Varje rad får du med --format csv, json eller xlsx.
cli-compare-bring = Ta med till mötet
cli-report-written = Dokumentet ligger i { $path }.
cli-man-written = { $n } manualsidor ligger i { $path }.
cli-serve-demo = Påhittade kommuner visas på { $address } (avsluta med Ctrl-C).
cli-serve-data = Siffrorna i { $folder } visas på { $address } (avsluta med Ctrl-C).
cli-serve-cases = Ärendena i { $folder } är genomgångna och visas under /sv/arenden.
cli-serve-ended = Avslutat.
cli-user-made = { $name } är inlagd. Lämna över länken så att bara personen ser den. Den gäller i fjorton dagar och en gång:
cli-user-known = { $name } hade redan ett konto och har fått uppdraget.
cli-replicate-short = Siffrorna räcker inte för att se tillbaka: det behövs flera år från 2015 och framåt.
cli-promise-title = Hur ofta löftena har hållit, { $from }–{ $to }
cli-promise-lead = För varje år har vi räknat på det som fanns dessförinnan och sedan sett efter vad året gav. Allt utom antalet är procent.
cli-promise-what = Vad
cli-promise-n = Antal
cli-promise-within-95 = I 95 %
cli-promise-within-998 = I 99,8 %
cli-promise-flagged = Säkra
cli-promise-same-sign = Samma tecken
cli-promise-same-sign-unflagged = …av övriga
cli-promise-peers-flagged = Mot gruppen
cli-promise-peers-same-sign = Samma tecken

## Heads of tables
cli-col-kpi = Mått
cli-col-figure = Namn
cli-col-code = Kod
cli-col-area = Område
cli-col-year = År
cli-col-women = Kvinnor
cli-col-men = Män
cli-col-total = Alla
cli-col-difference = Publicerad skillnad
cli-col-estimate = Bestående skillnad (95 % intervall)
cli-col-estimate-sampled = Årets skillnad (95 % intervall)
cli-col-peers = Bestående i gruppen
cli-col-value = Värde
cli-col-even = Jämnt vore
cli-col-mean = Gruppen, medel
cli-col-verdict = Bedömning
cli-col-figures = Mått
cli-col-differ = Säker skillnad
cli-col-larger = Större än liknande
cli-col-smaller = Mindre än liknande
cli-col-method-id = Beteckning
cli-col-method-name = Namn
cli-method-well = { $n } filer granskade. Inget att anmärka.
cli-method-faults = Antal fel: { $n }. Ändra och granska igen.
cli-method-no-files = Här finns inga modeller. De heter något på .toml; börja på en med: jamsides method new
cli-method-unknown = Det finns inget som heter ”{ $id }”. Skriv jamsides method show för att se vad som finns.
cli-method-unknown-likeliest = Det finns inget som heter ”{ $id }”. Menade du { $likeliest }?
cli-history-unknown = Det finns ingen omgång eller organisation som heter ”{ $id }”. Skriv jamsides history för att se omgångarna.
cli-history-unknown-likeliest = Det finns ingen omgång eller organisation som heter ”{ $id }”. Menade du { $likeliest }?
cli-method-begun = Modellen ligger i { $path }. Ändra i model.toml och granska den med: jamsides method check { $path }
cli-col-snapshot = Ögonblicksbild
cli-col-rows = Rader
cli-col-years = År
cli-col-size = Storlek
cli-col-source = Källa
cli-col-kind = Innehåll
cli-col-retrieved = Hämtad
cli-col-who = Vilka
cli-states-value = värde
cli-state-value = värde
cli-state-missing = saknas
cli-state-secret = sekretess
cli-state-not-applicable = ej tillämplig
cli-state-deleted = borttagen
cli-state-absent = ingen uppgift
cli-verdict-learn-from-us = andra kan lära här
cli-verdict-smaller-than-peers = mindre än i gruppen
cli-verdict-larger-than-peers = större än i gruppen
cli-verdict-as-peers = ungefär som i gruppen
cli-verdict-cannot-tell = kan bero på slumpen
cli-verdict-differs = knappast slump
cli-verdict-background = bakgrund
cli-verdict-other-way = åt andra hållet än gruppen
cli-verdict-not-tested = inte prövad

## Import and snapshots
cli-import-refused = Ingenting har ändrats. De siffror som fanns fortsätter att gälla.
cli-import-reading = Läser …
cli-import-taken = Läste { $file }: { $what }, { $rows } rader.
cli-import-left = Lämnade { $file }: { $why }.
cli-import-identical = { $n } värden stod mer än en gång, lika varje gång.
cli-import-replaced = { $n } värden ersattes av senare hämtade.
cli-import-done = Ny ögonblicksbild: { $id }
cli-import-wait = Kolada svarar inte eller ber oss vänta. Försöker igen om { $seconds } s.
cli-import-pages = { $pages } sidor, { $rate } i sekunden, { $left } kvar
cli-import-fetched = Hämtade { $n } sidor från { $url }.
cli-import-resumed = { $n } sidor fanns redan från en hämtning som hade avbrutits.
cli-import-values = { $values } värden för { $figures } mått.
cli-what-values = värden
cli-what-catalogue = måttens namn och definitioner
cli-what-list = ett urval av mått
cli-what-areas = områden
cli-what-municipalities = kommuner med län, grupp och folkmängd
cli-what-groups = grupper
cli-what-similar = liknande kommuner
cli-snapshot-none = Det finns inga ögonblicksbilder i { $folder }. Hämta siffror med: jamsides import kolada --set jamstalldhet
cli-snapshot-rows = { $figures } mått med värden, { $rows } rader (mått, område och år), { $from }–{ $to }.
cli-snapshot-notes = Anmärkningar
cli-mismatch-lead = I { $n } mått stämmer totalen ovanligt ofta inte med kvinnor och män. Se efter innan du använder dem:
cli-mismatch-sum = { $kpi }: antalet för alla är inte summan av kvinnor och män i { $off } av { $checked } rader (till exempel { $area }, { $year }).
cli-mismatch-range = { $kpi }: värdet för alla ligger utanför kvinnornas och männens i { $off } av { $checked } rader (till exempel { $area }, { $year }).
cli-mismatch-more = … och { $n } till. Alla står med: jamsides snapshot show --format json
cli-verify-whole = { $id } är hel ({ $files } filer).
cli-verify-damaged = { $id } är skadad: { $why }.
cli-prune-none = Det finns inget att ta bort.
cli-prune-gone = Borttagna: { $names }.

## What was written in
cli-database-none = Det finns ingen databas i { $about }. Säg var den ligger med --database eller JAMSIDES_DATABASE. En säkerhetskopia läggs in med: jamsides restore
cli-database-file-there = { $about } finns redan och har lämnats som den är. Välj ett annat namn, eller skriv --force.
cli-database-itself = { $about } är själva databasen och får inte skrivas över. Välj ett annat namn.
cli-database-file-damaged =
    { $file } är skadad eller inte en fil från jamsides backup eller jamsides export. Ingenting ur den har tagits in.
    Använd en annan kopia. Det här stämmer inte: { $why }
cli-database-own-words = Så här stod det: { $words }
cli-backup-done = Säkerhetskopian av { $database } ligger i { $file }. Den innehåller kodade lösenord och personuppgifter: förvara den lika säkert som databasen.
cli-restore-done = Allt i { $file } ligger nu i { $database } och är kontrollerat (poster: { $n }). Det som har raderats efter att kopian gjordes behöver raderas igen.
cli-restore-organisation = { $about } är en organisations uppgifter, ingen säkerhetskopia. Läs in den med: jamsides import programme
cli-export-done = Uppgifterna för { $organisation } ligger i { $file }, med historik och bifogade filer. Andras uppgifter är inte med, bara vad de heter.
cli-export-unknown = Ingen organisation har namnet, områdeskoden eller id:t ”{ $name }”.
cli-export-unknown-alike = Ingen organisation har namnet, områdeskoden eller id:t ”{ $name }”. Menade du { $alike }?
cli-export-several = Fler än en organisation har det namnet. Skriv id:t i stället: { $about }
cli-import-programme-done = Uppgifterna i { $file } ligger nu i { $database } (poster: nya { $n }, kända sedan förut { $known }, bara till namnet { $reduced }).
cli-import-instance = { $about } är en säkerhetskopia av allt. Lägg in den i en tom databas med: jamsides restore
cli-database-looked-at = Granskat i { $database }: ändringar { $changes }, poster { $records }, rader i historiken { $entries }, bifogade filer { $contents }, jobb { $jobs }.
cli-database-well = Allt är som det ska.
cli-database-faults = Antal fel: { $n }. Gör inget mer i databasen förrän det är utrett: jämför med en säkerhetskopia, eller lägg in den i en ny databas med jamsides restore.
cli-database-more = … och { $n } till. Alla står med: jamsides verify --format json
cli-fault-pages = Databasens egen kontroll hittar fel: { $place }
cli-fault-pointer = { $place }: en hänvisning i tabellen leder ingenstans.
cli-fault-newer = { $place }: skriven av en nyare version av programmet och därför inte granskad.
cli-fault-body = { $place }: innehållet går inte att läsa.
cli-fault-facts = { $place }: det som går att söka på stämmer inte med innehållet.
cli-fault-journal = { $place }: historiken är bruten eller ändrad.
cli-fault-content = { $place }: den bifogade filen saknas eller är ändrad.

## Doctor
cli-doctor-version = Jämsides { $version }. Siffrorna ligger i { $folder }.
cli-doctor-readable = Mappen { $folder } går att läsa.
cli-doctor-unreadable = Mappen { $folder } går inte att läsa: { $why }. Kontrollera rättigheterna.
cli-doctor-no-folder = { $folder } är ingen mapp. Välj en annan med --data.
cli-doctor-writable = Det går att skriva i { $folder }.
cli-doctor-unwritable = Det går inte att skriva i { $folder }: { $why }. Kontrollera rättigheterna, eller välj en annan mapp med --data.
cli-doctor-free = Ingen import pågår.
cli-doctor-busy = En import pågår just nu.
cli-doctor-room = Det finns { $free } ledigt på disken.
cli-doctor-no-room = Det finns bara { $free } ledigt på disken. En stor import behöver { $need }: gallra med jamsides snapshot prune --keep 2, eller flytta mappen med --data.
cli-doctor-list = Ögonblicksbilderna går inte att lista: { $why }
cli-doctor-empty = Inga siffror har hämtats ännu. Börja med: jamsides import kolada --set jamstalldhet
cli-doctor-built-in = Texter, listor, karta och typsnitt finns i programmet.
cli-doctor-not-built-in = Programmet är inte helt: { $why }. Bygg eller ladda ned det igen.
cli-doctor-well = Allt är på plats.
cli-doctor-faults = Något behöver göras: se raderna med ✗.
cli-cmd-groups = Bilda grupper och hitta mentorer, och få veta varför.
cli-cmd-groups-history = Räkna om grupperna i omgångarna sedan 2015 efter väg, och visa dem bredvid hur det blev.
cli-cmd-groups-history-more =
    Exempel:
      jamsides groups history                        alla omgångar
      jamsides groups history omgang-2017            en omgång, med grupperna
      jamsides groups history --format json          för ett annat program
cli-opt-groups-history-round = Omgångens beteckning; annars alla omgångar
cli-groups-history-unknown = Det finns ingen omgång som heter ”{ $id }”. De som finns: { $rounds }.
cli-cmd-groups-more =
    Börja så här:
      jamsides groups example -o omgang.toml         en omgång att börja från
      jamsides groups form --input omgang.toml --explain
cli-cmd-groups-form = Bilda de bästa grupperna, med en mentor var.
cli-cmd-groups-form-more =
    Exempel:
      jamsides groups form --input omgang.toml --explain
      jamsides groups form --input regler.toml --input organisationer.csv --travel restider.csv
      jamsides groups form --input omgang.toml --format json -o grupper.json
    
    Samma fil ger samma svar. Med --time-limit, eller om du trycker Ctrl-C, får du det bästa som har hittats
    och hur mycket bättre det kan bli som mest. Går det inte alls sägs vilka regler som krockar.
    Hur filerna ser ut står i docs/groups.md.
cli-cmd-groups-check = Får grupperna se ut så här, och vad kostar de?
cli-cmd-groups-check-more =
    Exempel:
      jamsides groups check --input omgang.toml --arrangement grupper.json
    
    Slutkod 3 om någon regel bryts.
cli-cmd-groups-why = Varför just de här tillsammans, vad var och en avstod från, och vad som var näst bäst.
cli-cmd-groups-why-more =
    Exempel:
      jamsides groups why --input omgang.toml --organisation Kramfors
      jamsides groups why --input omgang.toml --arrangement grupper.json
cli-cmd-groups-compare = Vad skiljer två indelningar, och vem vinner på vilken?
cli-cmd-groups-compare-more =
    Exempel:
      jamsides groups compare --input omgang.toml forst.json sedan.json
cli-cmd-groups-example = Skriv en omgång att börja från, med förklaringar.
cli-cmd-groups-example-more =
    Exempel:
      jamsides groups example -o omgang.toml
      jamsides groups example -o organisationer.csv  organisationerna som ett kalkylblad
cli-opt-groups-form-input = Omgången: en TOML-fil, CSV-filer med organisationer, eller båda (--input en gång för var fil)
cli-opt-groups-check-input = Omgången: en TOML-fil, CSV-filer med organisationer, eller båda (--input en gång för var fil)
cli-opt-groups-why-input = Omgången: en TOML-fil, CSV-filer med organisationer, eller båda (--input en gång för var fil)
cli-opt-groups-compare-input = Omgången: en TOML-fil, CSV-filer med organisationer, eller båda (--input en gång för var fil)
cli-opt-travel = Restider eller avstånd som CSV; annars fågelvägen mellan kommunernas mittpunkter
cli-opt-figures = Hämta invånare, typ och liknande kommuner ur ögonblicksbilden, där filen inget säger
cli-opt-differences = Låt också de viktigaste skillnaderna säga vem som kan lära av vem
cli-opt-explain = Säg varför, för varje grupp och varje organisation
cli-opt-time-limit = Sluta efter så många sekunder, med det bästa som har hittats
cli-opt-arrangement = Grupperna: svaret från groups form, eller en egen fil
cli-opt-groups-why-arrangement = Grupperna att förklara; annars bildas de först
cli-opt-groups-why-organisation = Bara om den här organisationen
cli-opt-one = Den ena indelningen
cli-opt-other = Den andra
cli-value-seconds = SEKUNDER
cli-usage-form-time-limit = Skriv ett antal sekunder, till exempel 60.
cli-bad-file = { $about } går inte att läsa. Kontrollera namnet och att du får läsa filen.
cli-groups-filled = Uppgifter om { $n } organisationer är hämtade ur ögonblicksbilden.
cli-groups-nobody = Ingen deltagare eller mentor heter ”{ $name }”. Skriv namnet eller koden som det står i filen.
cli-groups-out = Utan grupp: { $names }.
cli-groups-left-out = Utan grupp
cli-groups-fared = Hur det gick för var och en
cli-col-groups-number = Grupp
cli-col-groups-members = Deltagare
cli-col-groups-mentor = Mentor
cli-col-groups-support = Bakom mentorn
cli-col-groups-way = Längsta väg
cli-col-groups-points = Kostar
cli-col-groups-wish = Önskemål
cli-opt-schema-what = rows (raderna med siffror, om inget sägs) eller groups (svaret från jamsides groups)
cli-value-what = VAD

cli-value-column = KOLUMN
cli-value-columns = KOLUMNER
cli-value-column-numbers = KOLUMN|TAL
cli-value-column-address = KOLUMN|ADRESS
cli-value-number = TAL
cli-value-text = TEXT
cli-value-method = METOD

cli-cmd-stats = Räkna med en namngiven statistisk metod på en fil (CSV, Parquet, XLSX) eller på tal du skriver.
cli-cmd-stats-more =
    Exempel:
      jamsides stats list                                        alla metoder
      jamsides stats wilson --help                               formel, källa och ett exempel
      jamsides stats wilson --x 81 --n 263                       tal direkt
      jamsides stats newcombe fil.csv --x beviljade --n sökande --group kön
      jamsides stats welch fil.xlsx --value timmar --group kön --by kommun --format csv
      jamsides stats verify                                      räkna om publicerade fall
cli-cmd-stats-list = Visa alla metoder.
cli-cmd-stats-verify = Räkna om alla publicerade fall och visa väntat värde, vårt värde och skillnaden.
cli-opt-stats-words = Metodens namn och dess väljare, eller list, eller verify
cli-opt-stats-file = Fil med kolumner: CSV, Parquet eller XLSX; utan fil skrivs talen direkt
cli-stats-needed = behövs
cli-stats-formula = Formel:
cli-stats-reference = Källa:
cli-stats-also = Heter också:
cli-stats-example = Exempel som går att köra:
cli-stats-list-more = Mer om en metod: jamsides stats METOD --help
cli-stats-unknown = Det finns ingen metod som heter ”{ $method }”. Skriv jamsides stats list för att se alla.
cli-stats-unknown-likeliest = Det finns ingen metod som heter ”{ $method }”. Menade du { $likeliest }?
cli-stats-verified = { $all } publicerade tal räknades om; { $off } stämmer inte.
cli-opt-stats-example = Kör metodens exempel, utan fil och andra väljare

## Case data
cli-value-cases = ÄRENDEN
cli-value-condition = VILLKOR
cli-value-reference = VÄRDERING
cli-value-share = ANDEL
cli-value-example = EXEMPEL
cli-cmd-analyse = Räkna på ärenden: den råa skillnaden mellan kvinnor och män, vad som förklarar den och vad som är kvar.
cli-cmd-analyse-more =
    Exempel:
      jamsides analyse --example home-care --rows 1000000 -o ärenden.parquet
      jamsides analyse ärenden.parquet --outcome hours --by sex --place municipality
          --adjust age,need,alone --cluster municipality --reps 1000
      jamsides analyse mapp/ --outcome timmar --by kön --adjust behov --where "ålder>=65"
          --codebook kodbok.toml -o svar.pdf
    Med -o svar.pdf, svar.json, svar.csv eller svar.xlsx kommer samma svar i den formen. Kodboken beskrivs i docs/cases.md.
    Ärendena läses där de ligger. Ingenting skrivs bredvid dem, och inget av dem sparas i programmet.
cli-opt-analyse-cases = Fil eller mapp med ärenden: CSV eller Parquet
cli-opt-analyse-outcome = Kolumnen med utfallet: timmar, ja eller nej som 1 och 0, antal, belopp
cli-opt-analyse-by = Kolumnen med juridiskt kön, annars sex (1 man, 2 kvinna; K, M; eller som kodboken säger)
cli-opt-analyse-place = Kolumnen med områden, till exempel kommun: varje område får sitt eget svar
cli-opt-analyse-adjust = Kolumner som kvinnor och män ska vara lika i när de jämförs, med komma emellan
cli-opt-analyse-cluster = Kolumnen med grupper vars ärenden hänger ihop: intervallen tar hänsyn till det. Eller df://värd:port, adressen till datorer som summerar (kräver tillvalet cluster); kan skrivas en gång av varje
cli-opt-analyse-weight = Kolumnen med vikter
cli-opt-analyse-filter = Ta bara rader där villkoret gäller: "ålder>=65", "år=2024"; kan skrivas flera gånger; SQL med tillvalet cluster
cli-opt-analyse-codebook = Kodbok (TOML): vad kolumner och koder betyder
cli-opt-analyse-reference = Vems villkor som värderar förutsättningarna: men, women, pooled, neumark, cotton eller half; annars pooled
cli-opt-analyse-confidence = Intervallens konfidens, annars 0.95
cli-opt-analyse-level = Andel falska larm som godtas bland de områden som pekas ut, annars 0.05
cli-opt-analyse-reps = Så många dragningar av grupper för intervallen; annars används formler
cli-opt-analyse-seed = Frö för slumpen: samma tal ger samma svar
cli-opt-analyse-bad-rows = Största andel rader som får vara oanvändbara, annars 0.05
cli-opt-analyse-example = Gör påhittade ärenden i stället: home-care
cli-opt-analyse-rows = Så många påhittade ärenden, annars 100000
cli-analyse-inside = Ärendena ligger i programmets egen datamapp ({ $path }). Lägg dem hellre i en egen mapp: datamappen säkerhetskopieras och kan läsas av webbplatsen.
cli-analyse-made = Påhittade ärenden skrevs till { $path }.
cli-bad-cases = Skriv vilken fil ärendena finns i och vilken kolumn som är utfallet: jamsides analyse ärenden.csv --outcome timmar.
cli-bad-codebook = Kodboken { $about } går inte att läsa. Kontrollera att filen finns och att du får läsa den; den ska vara text i UTF-8.
cli-bad-share = { $about } är en andel mellan 0 och 1, till exempel 0.95.
cli-bad-reps = --reps drar grupper. Skriv också --cluster och vilken kolumn som är grupper.
cli-bad-example = Skriv -o och vilken fil de påhittade ärendena ska läggas i.
cli-bad-ending = { $about } har ett namn som inte passar en textfil, och det här svaret är text. Välj ett namn som slutar på .txt, .csv eller .json.
cli-bad-over-source = { $about } är, eller ligger bland, filerna som svaret räknas på och har lämnats som den är. Välj ett annat namn eller en annan mapp.
cli-bad-clusters = --cluster tar en kolumn och en adress. Här är en för mycket: { $about }.
cli-bad-no-cluster = Programmet når inte { $about }: det är byggt utan tillvalet cluster (cargo build --release --features cluster).
cli-bad-cluster = Klustret klarade det inte. { $about }
cli-bad-cluster-address = { $about } är ingen adress till en fördelare. Skriv df://värd:port.
cli-cmd-cluster = Låt datorn ingå i ett kluster som summerar ärenden.
cli-cmd-cluster-more =
    Den som når portarna kan få varje fil läst som datorn kan läsa. Använd ett eget nät.
cli-cmd-cluster-scheduler = Fördela arbete tills programmet avslutas.
cli-cmd-cluster-executor = Utför arbete tills programmet avslutas.
cli-opt-cluster-scheduler-listen = Adress och port att lyssna på, annars 127.0.0.1:50050
cli-opt-cluster-scheduler-host = Namnet som utförarna når den under
cli-opt-cluster-executor-scheduler = Fördelarens adress, annars df://127.0.0.1:50050
cli-opt-cluster-executor-listen = Adress och port att lyssna på, annars 127.0.0.1:50051; nästa port används också
cli-opt-cluster-executor-host = Namnet som de andra når den under
cli-opt-cluster-executor-cores = Så många uppgifter åt gången, annars en per kärna
cli-opt-cluster-executor-folder = Mapp för det som de andra ska hämta, annars en tillfällig
cli-cases-fault = { $about }
cli-groups-first = Den första
cli-groups-second = Den andra
cli-groups-others = I andra grupper bryts det mot regler på { $n } ställen till.
