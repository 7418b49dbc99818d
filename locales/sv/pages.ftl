# See common.ftl. Texts of the pages, in the order of the pages. English: ../en/pages.ftl.

# Frame
skip = Till innehållet
nav-label = Huvudmeny
nav-start = Kommuner
nav-compare = Jämför
nav-how = Så räknar vi
nav-data = Om siffrorna
lang-other = English
invented-label = Demonstration
invented-title = Påhittade kommuner och siffror.
invented-text = Det här är en demonstration. Ingenting här handlar om någon verklig kommun.
foot-what = Jämsides ställer resultat för kvinnor och män, flickor och pojkar sida vid sida, och säger vad som knappast är slump.
foot-source = Källa: Kolada. Det vi räknat själva på uppgifter från Kolada står det så vid.
foot-source-invented = Siffrorna är påhittade av ett program.
foot-version = Jämsides { $version }, fri programvara enligt EUPL 1.2.
crumbs = Du är här
show = Visa
and = och
nation = Landet
where = Var
level-municipality = kommun
level-region = region
level-nation = land
problem-status = Felkod { $status }

# Search
find-label = Sök kommun, region eller mått
find-short = Sök
find-button = Sök
find-hint = Skriv till exempel { $name }, { $code } eller heltid. Du behöver inte bry dig om prickarna över å, ä och ö.
search-title = Sök
search-tab = Sökning på { $words }
search-empty = Här kommer kommuner, regioner och mått som liknar det du skriver.
search-none = Vi hittar ingenting som liknar ”{ $words }”.
search-none-advice = Pröva en del av namnet, den fyrsiffriga koden eller Koladas beteckning på ett mått.
search-areas = Kommuner och regioner
search-figures = Mått

# Start
start-tab = Kvinnor och män, sida vid sida
start-title = Var skiljer sig resultaten för kvinnor och män?
start-lead = Sök er kommun. På en sida ser ni var kvinnor och män, flickor och pojkar får olika resultat, om skillnaden är verklig eller kan bero på slumpen, och vilka ni kan lära av.
start-areas = Alla kommuner
start-larger = { $n ->
    [0] inga större
    [one] { $shown } större
   *[other] { $shown } större
}
start-findings = Det här säger mest om landet
start-themes = Teman
start-themes-text = { $n ->
    [one] { $shown } mått är uppdelat på kön. Här är det efter tema, för landet.
   *[other] { $shown } mått är uppdelade på kön. Här är de efter tema, för landet.
}
start-about = Vad är Jämsides?
start-about-1 = Kommuner och regioner rapporterar varje år hundratals mått uppdelade på kön till Kolada. Skillnaderna står där, men inte vilka som betyder något. Jämsides går igenom alla, skiljer det som knappast är slump från det som kan vara det, och jämför med kommuner som liknar er.
start-about-2 = Sidorna är gjorda för möten: först en mening, sedan en bild, sedan tabellen och hur vi vet det. Allt går att hämta som PDF, Excel och CSV.
start-about-3 = Vi sätter inga betyg. Var det inte är klart om ett högt värde är bra säger vi bara att det skiljer.

# Municipality
peers-label = Jämför med
peers-who = Se vilka som ingår: { $group }
peers-mean = { $n ->
    [one] Jämförelsegruppen ({ $shown })
   *[other] Jämförelsegruppen, ovägt medel av { $shown }
}
search-site = Sök på hela webbplatsen
peers-weighted = Samma, vägt efter invånare
compare-link = Jämför sida vid sida med andra
downloads-label = Hämta sidan
pdf-board = PDF till styrgruppen
pdf-figure = PDF
pdf-compare = PDF till mötet
findings-title = Det här säger mest
findings-none = Vi ser inga skillnader här som vi kan skilja från slumpen. Det betyder inte att det inte finns några, bara att siffrorna inte räcker för att visa dem.
learn-title = Det här kan andra lära av { $area }
lessons-head = Lär av
themes-title = Teman
themes-caption = Antal mått i varje tema, och i hur många kvinnor och män skiljer sig åt på ett sätt som knappast är slump.
theme-head = Tema
theme-figures = Mått
theme-differ = Skiljer
theme-counts = { $differ } av { $n } mått skiljer
all-link = { $n ->
    [one] Se det enda måttet
   *[other] Alla { $shown } mått, efter tema
}
sure-title = Hur säkra är vi?
sure-split = Mått uppdelade på kön med värden här
sure-tested = Av dem prövade mot slumpen
sure-differ = Kvinnor och män skiljer sig åt
sure-peers = Skillnaden är en annan än i jämförelsegruppen
sure-false = varav högst { $n } väntas vara falska larm
sure-background = Bakgrund, till exempel ålder och utbildning
sure-untested = Går inte att pröva: för få år eller inga värden

# Tables
show-table = Visa tabell
table-about = för { $what }
table-of = Tabell: { $what }
values-caption = { $figure }, { $unit }
women-head = Kvinnor
men-head = Män
total-head = Totalt
difference-head = Publicerad skillnad
excess-head = Bestående skillnad minus gruppens
peers-difference-head = Skillnad i gruppen
estimate-head = Bestående skillnad (95 % intervall)
lasting-head = Bestående skillnad
peers-lasting-head = Bestående skillnad i gruppen
totals-title = Mått som inte delas på kön
totals-text = För de här måtten har källan ett enda värde, inte ett för kvinnor och ett för män, eller ett mått för vartdera könet. Därför finns ingen skillnad att pröva mot slumpen. Vi visar värdet, vad som vore jämnt och hur det är i gruppen.
totals-caption = Värde här, värdet då kvinnor och män är jämna, och gruppens ovägda medelvärde.
value-head = Värde
even-head = Jämnt vore
mean-head = Medel, { $group }
pair-difference = Skillnad, { $one } minus { $other }
verdict-head = Bedömning
figure-head = Mått
year-head = År
level-head = Nivå för dem som har det sämre
times-head = Gånger den vanliga skillnaden
quarter-head = Fält i bilden
standings-summary = { $n ->
    [one] Visa tabell: { $shown } mått
   *[other] Visa tabell: { $shown } mått
}
standings-caption = Måtten i bilden, de ojämna på låg nivå först. Skillnaden är kvinnors värde minus mäns. Den vanliga skillnaden är mittenkommunens.
drag-hint = Ryms inte tabellen? Dra den i sidled, eller ställ dig i den och använd piltangenterna.
no-interval = inget
no-value = Uppgift saknas

# Everything
all-title = Alla mått för { $area }
all-crumb = Alla mått
all-lead = Skillnaden är kvinnors värde minus mäns, och jämförs med { $group }.
all-themes = Alla teman
all-which = Visa
all-which-flagged = Bara där det skiljer
all-which-all = Alla mått
all-order = Ordna efter
all-order-verdict = Större än i gruppen först
all-order-size = Störst skillnad först
all-order-name = Namn
all-shown = Här visas { $shown } av { $of } mått.
all-alarms = { $n ->
    [one] Vi räknar med högst ett falskt larm bland dem.
   *[other] Vi räknar med högst { $shown } falska larm bland dem.
}
all-larger = Större skillnad än i jämförelsegruppen
all-larger-some = De { $shown } tydligaste av { $of }. Resten står först under sitt tema.
all-by-theme = Efter tema
all-none = Inga mått skiljer här på ett sätt som knappast är slump.
rows-caption = Värden för kvinnor och män, skillnaden med intervall, skillnaden i jämförelsegruppen och bedömning.
background-title = Bakgrund
background-text = Mått som beskriver befolkningen och förutsättningarna. De förklarar, men är inga resultat, och bedöms därför inte.

# Figure
figure-tab = { $figure } i { $area }
figure-area = Kommun
figure-none = Välj en kommun för att se dess värden.
smallest-visible = Den minsta skillnad som hade kunnat synas här är { $size }.
lessons-title = Vilka kan ni lära av?
relation-partner = partner
relation-similar = liknande kommun
relation-other = annan kommun
years-summary = Visa tabell: alla år
years-caption = { $place }, { $unit }. Skillnaden är kvinnors värde minus mäns.
carried = tidigare värde, inte mätt på nytt
areas-summary = { $n ->
    [one] Visa tabell: { $shown } kommun
   *[other] Visa tabell: { $shown } kommuner
}
areas-caption = Alla kommuner efter skillnad, { $unit }.
peer-tag = jämförs
own-tag = vald
areas-summary-regions = { $n ->
    [one] Visa tabell: { $shown } region
   *[other] Visa tabell: { $shown } regioner
}
areas-caption-regions = Alla regioner efter skillnad, { $unit }.
small-title = Små tal: vad går att se?
small-show = Visa måttet för små tal: flera år tillsammans och alla kommuner i en tratt
small-hide = Visa utan avsnittet om små tal
small-own-caption = Skillnaden läst på olika sätt
small-way-head = Läst så här
small-difference-head = Skillnad
small-range-head = 95 % intervall
small-visible-head = Minsta skillnad som syns
small-summary = { $n ->
    [one] Visa tabell: { $shown } kommun i tratten
   *[other] Visa tabell: { $shown } kommuner i tratten
}
small-caption = Alla kommuner i tratten efter skillnad, { $unit }.
small-people-head = Invånare
small-years-head = År
small-mean-head = Skillnad i genomsnitt
small-margin-head = Felmarginal ±
small-shrunk-head = Sammanvägd
small-standing-head = Läge
people-summary = Vet ni hur många som ligger bakom värdena?
people-why = Kolada anger inte hur många personer en andel bygger på. Skriver ni antalen räknar vi hur mycket skillnaden kan bero på vilka som råkade ingå, som i ett urval. Intervallet gäller då årets skillnad, inte den bestående. Antalen sparas inte; de står bara i adressen.
people-label = Antal { $who }
people-button = Räkna
people-told = Räknat på { $women } och { $men }. Intervallet gäller urvalets osäkerhet.
people-without = Räkna utan antalen
people-missing = Skriv också antalet { $who }.
people-no-number = ”{ $asked }” är inget antal. Skriv ett helt tal från 1, till exempel 120.
people-not-here = Antal personer går bara att räkna med för en andel i en kommun eller region som har värden. Vi har räknat utan dem.
definition-title = Vad måttet är
direction-title = Är högt bra?
caveats-title = Att tänka på

# Compare
compare-title = Jämför sida vid sida
compare-lead = Välj två till fyra kommuner eller regioner. Adressen till sidan går att dela: den som öppnar den ser samma jämförelse.
compare-first = Er kommun
compare-other = { $n ->
    [one] Jämför med
   *[other] Jämför också med ({ $shown })
}
compare-mentor = Mentor, om ni har en
compare-button = Jämför
compare-unknown = Ingen kommun eller region heter ”{ $asked }”.
compare-alike = Menade du { $names }?
errors-title = Något stämmer inte
bring-title = { $n ->
    [one] En sak att ta med till mötet
    [2] Två saker att ta med till mötet
   *[other] Tre saker att ta med till mötet
}
compare-rest = Alla mått, efter tema
mentor = mentor

# How we compute
how-lead = Två tal är nästan aldrig lika. Frågan är om skillnaden mellan dem säger något, eller om den lika gärna kunde ha blivit den motsatta. Så här svarar vi på det.
toc = På den här sidan
how-difference-title = Kvinnor mot män, aldrig mot alla
how-difference-1 = Skillnaden är kvinnors värde minus mäns. Är värdena andelar räknas skillnaden i procentenheter. Vi jämför aldrig med ”alla”, eftersom kvinnorna då skulle jämföras med sig själva till hälften.
how-difference-2 = Vi tar värdena som de står i Kolada och ändrar dem inte. Uppgift saknas, sekretess, ej tillämplig och noll är fyra olika saker, och vi håller isär dem.
how-chance-title = Vad slumpen gör
how-chance-1 = I en kommun med få elever kan skillnaden mellan flickor och pojkar svänga mycket från ett år till nästa utan att något har hänt. Hur mycket den brukar svänga ser vi i siffrorna själva: vi mäter hur skillnaden ändrats från år till år i hela landet, för varje mått, och hur svängningarna hänger ihop med kommunens storlek. Kommunens egna svängningar får också väga in, men bara så mycket som antalet år räcker till.
how-chance-2 = Av det gör vi två intervall. Det ena gäller nästa års skillnad: den ska hamna i det i 95 fall av 100, och det är det vi kontrollerar nedan. Det andra står i tabellerna och gäller den bestående skillnaden, de senaste åren vägda samman. Prövas ett enda mått är skillnaden knappast slump när hela det intervallet ligger på samma sida om noll. Prövas hundratals mått på en gång krävs mer, och då kan en skillnad kallas möjlig slump fast intervallet inte når noll.
how-chance-3 = Vet vi hur många personer som står bakom ett värde, som i en enkät, räknar vi i stället med urvalets osäkerhet. Vid varje intervall står vad det täcker. Kan vi inte räkna något säger vi det och varför. Att två intervall överlappar varandra är ingen prövning av skillnaden; den har sitt eget intervall.
how-many-title = Många mått på en gång
how-many-1 = Den som prövar sexhundra mått hittar skillnader även där inga finns. Därför ställer vi ett hårdare krav ju fler mått vi prövar (Benjamini och Hochbergs metod), så att högst fem procent av det vi pekar på väntas vara falska larm.
how-many-2 = Hur många falska larm det kan vara skriver vi ut bredvid listan. Vi vet inte vilka de är.
how-similar-title = Jämfört med liknande kommuner
how-similar-1 = De liknande kommunerna är de sju som Rådet för främjande av kommunala analyser (RKA) har valt för varje verksamhet, efter förutsättningar och inte efter resultat. Ni kan också jämföra med länet, med SKR:s kommungrupp, med alla eller med dem ni själva nämner.
how-similar-2 = Vi jämför er skillnad med gruppens skillnader, med intervall. Gruppens medel är ovägt om inget annat står: en liten kommun räknas lika mycket som en stor.
how-time-title = Över tid
how-time-1 = Trenden räknas på de senaste fem till tio åren med nya värden. Ett värde som bara upprepas, som ett valresultat mellan två val, räknas inte som en ny mätning.
how-time-2 = En skillnad kan minska på två sätt: de som hade det sämre får det bättre, eller de som hade det bättre får det sämre. Vi säger vilket, och berömmer aldrig det andra.
how-learn-title = Vilka ni kan lära av
how-learn-1 = För varje skillnad letar vi efter kommuner som har en mindre skillnad på minst lika god nivå, eller som har minskat sin genom att de som hade det sämre fått det bättre. Först bland dem ni jämför er med, sedan bland liknande, sedan i hela landet. Skillnaden mot er ska vara säkerställd på samma sätt som allt annat.
how-direction-title = Vad som är bra
how-direction-1 = Om ett högt värde är bra eller dåligt avgör vi inte med en formel. Det står i en lista som människor har skrivit, med skäl. Listan är öppen och följer med programmet. Den är en redaktörs förslag: ingen som arbetar med ämnena har granskat den ännu.
how-direction-2 = Där listan tiger säger vi bara att det skiljer, och bilden är neutral. Mått som beskriver befolkningen, som åldrar och utbildning, är bakgrund och bedöms inte.
how-small-title = Små tal
how-small-1 = I en liten kommun måste skillnaden vara större för att synas. Därför skriver vi på varje måtts sida hur stor skillnad som minst hade kunnat synas. ”Kan bero på slumpen” är inte samma sak som ”ingen skillnad”.
how-small-2 = Uppgifter som är sekretessbelagda därför att de gäller få personer räknar vi aldrig fram ur andra tal.
how-limits-title = Vad vi inte kan säga
how-limits-1 = Siffrorna säger att det skiljer, inte varför. De säger inget om dem som inte syns i statistiken och inget om skillnader mellan kvinnor, eller mellan män. Ändras hur ett mått samlas in kan skillnaden ändras utan att något hänt.
how-limits-2 = Ta siffrorna som en fråga till dem som vet: de som arbetar i verksamheten och de som möter den.
promise-title = Hur ofta vi har haft rätt
promise-text = Löftena går att pröva. Vi har räknat som om vi stod i varje år från { $from }, med bara det som var känt då, och sett vad som hände året efter, till och med { $to }.
promise-caption = Andel av skillnaderna där löftet höll året efter.
promise-group = Grupp
promise-n = Antal skillnader
promise-95 = Inom 95 % intervall
promise-998 = Inom 99,8 % intervall
promise-flagged = Utpekade
promise-sign = Samma riktning året efter, utpekade
promise-unflagged = Samma riktning, ej utpekade
promise-peers = Utpekade mot liknande
promise-peers-sign = Samma riktning mot liknande
promise-beside = Till jämförelse
promise-none = De inlästa siffrorna räcker inte för att pröva löftena.
promise-soon = Prövningen räknas just nu, vilket tar några sekunder.
promise-again-link = Ladda om sidan
promise-again = Vem som helst kan göra om prövningen med kommandot

# About the data
data-lead = Siffrorna är en ögonblicksbild som hämtats en viss dag och sedan inte ändras. Så kan ni gå tillbaka till samma tal även när källan har rättat sina.
data-lead-invented = Det här är en demonstration. Kommunerna och siffrorna är påhittade av ett program, med skillnader som lagts in för att hittas.
data-snapshot = Ögonblicksbilden
data-sources = Källor
data-remarks = Det här såg konstigt ut
data-no-remarks = Ingenting såg konstigt ut när siffrorna lästes in.
data-states = När det inte står något tal
data-states-text = Uppgift saknas: ingen har rapporterat. Sekretess: det finns ett värde, men det gäller för få personer för att visas. Ej tillämplig: frågan är inte aktuell här. Borttagen: källan har tagit bort värdet. Noll är ett tal som andra. Totalen behöver inte vara kvinnor plus män; vi visar den som källan ger den.
data-machines = Hämta som data
data-machines-text = Varje kommun, mått och jämförelse finns som CSV, Excel och JSON på samma adress med ändelsen .csv, .xlsx eller .json. För program finns dessutom:
data-machines-columns = En rad är ett mått i ett område ett år: värden för kvinnor, män och totalt med tillstånd, skillnaden med undre och övre gräns, metod och vad intervallet täcker, jämförelsen med gruppen, trenden, bedömningen och källan. Tal har decimalpunkt i alla språk.

# Accessibility
a11y-title = Tillgänglighet
a11y-heading = Tillgänglighetsredogörelse för Jämsides
a11y-who = { $operator } står bakom den här webbplatsen. Vi vill att så många som möjligt ska kunna använda den. Här beskriver vi hur den följer lagen om tillgänglighet till digital offentlig service, vilka brister vi känner till och hur du rapporterar fler.
a11y-nobody = Här beskriver vi hur programmet Jämsides följer lagen om tillgänglighet till digital offentlig service. Den som driver den här installationen har ännu inte angett sitt namn. En offentlig aktör som använder Jämsides ska göra det innan webbplatsen öppnas för allmänheten.
a11y-how-title = Hur tillgänglig är webbplatsen?
a11y-how = Webbplatsen är delvis förenlig med lagen om tillgänglighet till digital offentlig service. Bristerna står nedan.
a11y-lacks-title = Innehåll som inte är tillgängligt
a11y-lacks = Det här vet vi inte är fullt tillgängligt, eller har vi inte kunnat pröva:
a11y-lack-1 = Webbplatsen är inte prövad tillsammans med personer som dagligen använder skärmläsare, förstoring eller röststyrning. Det kan finnas brister som våra egna prövningar inte ser.
a11y-lack-2 = Definitionerna av måtten kommer från Kolada och finns bara på svenska. På de engelska sidorna är de märkta som svenska (krav 3.1.2 uppfylls, men innehållet är inte översatt).
a11y-lack-3 = Bilderna har en rubrik, en beskrivning och en tabell, men enskilda punkter i bilder med många kommuner eller mått går inte att nå med tangentbordet. Samma värden och länkar står i tabellen.
a11y-contact-title = Kontakta oss om du hittar fler brister
a11y-contact = Skriv till oss om något på sidan inte fungerar för dig, eller om du behöver innehållet i en annan form. Vi svarar så snart vi kan.
a11y-contact-nobody = Vänd dig till den som driver webbplatsen. Kontaktuppgifterna ska stå här när den öppnas för allmänheten.
a11y-authority-title = Kontakta tillsynsmyndigheten
a11y-authority = Myndigheten för digital förvaltning, Digg, har tillsyn över lagen. Är du inte nöjd med hur vi tar hand om dina synpunkter kan du berätta det för Digg.
a11y-authority-link = Anmäl bristande tillgänglighet till Digg
a11y-tested-title = Hur vi har prövat webbplatsen
a11y-tested = Vi har gjort en självskattning. Den 22 november 2026 prövades alla slags sidor på båda språken, i ljust och mörkt utförande, i webbläsaren Chromium: med axe (reglerna för WCAG 2.1 och 2.2, nivå A och AA) och med bara tangentbord. Automatiska prov har också gjorts vid 320 bildpunkters bredd, med text i dubbel storlek, i tvingade färger och på utskrift, och vi har sett på huvudsidorna. De är inte prövade tillsammans med personer som använder skärmläsare, inte i andra webbläsare och inte av någon utomstående.
a11y-dates = Webbplatsen bedömdes { $date }. Redogörelsen uppdaterades { $date }.
a11y-done-title = Vad vi gör
a11y-done = Allt fungerar utan JavaScript. Varje bild har en rubrik, en beskrivning och en tabell med samma värden. Ingen uppgift ges bara med färg: kvinnor är en cirkel och hel linje, män en kvadrat och streckad linje, och bedömningar är ord. Länkar, fält och tabeller går att nå med tangentbord, och texten kan förstoras. PDF-filerna görs efter PDF/UA-1.
a11y-exempt-title = Innehåll som inte omfattas och oskäligt betungande anpassning
a11y-exempt = Vi åberopar inget undantag för oskäligt betungande anpassning. Webbplatsen har inget innehåll som lagen undantar.

# Problems
problem-start = Startsidan
problem-newest = Visa det senaste året
problem-similar = Jämför med liknande kommuner
problem-broken-title = Adressen går inte att läsa
problem-broken-sentence = Det finns ett procenttecken eller en bokstav i adressen som inte går att tolka.
problem-broken-advice = Kopiera adressen igen, eller sök här.
problem-elsewhere-title = Formuläret kom någon annanstans ifrån
problem-elsewhere-sentence = Webbläsaren säger att det skickades från en annan webbplats. Inget har ändrats. (The form came from another site. Nothing was changed.)
problem-elsewhere-advice = Öppna sidan här och fyll i formuläret på nytt. Händer det igen: den som sköter driften behöver låta Host och Origin gå orörda genom sin proxy.
problem-method-title = Det går inte att göra så här
problem-method-sentence = Sidorna går att läsa och hämta, men det går inte att skicka något till dem.
problem-method-advice = Öppna adressen på vanligt sätt i webbläsaren.
problem-long-title = Adressen är för lång
problem-long-sentence = Adressen är längre än någon av våra sidor behöver.
problem-long-advice = Ta bort det sista i den, eller sök här.
problem-much-title = Det är för mycket på en gång
problem-much-sentence = Ett svar rymmer högst { $shown } rader, och minst ett mått eller ett område ska vara nämnt.
problem-much-advice = Nämn ett mått (kpi) eller ett område (area), eller dela upp frågan.
problem-year-title = Vi förstår inte året
problem-year-sentence = ”{ $asked }” är inget år.
problem-year-advice = Skriv året med fyra siffror, till exempel 2022.

# What could be examined about a figure's difference
explain-link = Förklara skillnaden
explain-title = Förklara skillnaden: { $figure }
explain-mind = Innan ni börjar
explain-mind-1 = Siffrorna visar att det skiljer sig, inte varför. Frågorna här är sådana som har varit värda att ställa, var och en med en metod som passar.
explain-mind-2 = Förklarad är inte samma sak som rättvis. Om kvinnor och män bedöms olika redan när behov, yrke eller betyg sätts, hamnar den skillnaden i det som kallas förklarat.
explain-questions = { $subject }: det här går att undersöka
explain-needs = Det ni behöver
explain-way = Metoden
explain-command = Kommandot
explain-commands = Kommandona räknar på en fil hos er. Ingenting lämnar datorn. Byt ut filens och kolumnernas namn mot era egna. Alla metoder och hur de används:
explain-beside = { $place }: mått som hör ihop
explain-beside-lead = Syns samma mönster här bredvid?
explain-beside-caption = Mått inom samma ämne, kvinnor och män
