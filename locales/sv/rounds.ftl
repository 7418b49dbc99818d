# Omgångar, ansökningar och grupper.

rounds = Omgångar
rounds-lead = I en omgång jämför kommuner och regioner sitt arbete för jämställdhet med varandra, steg för steg, och lär av varandra.
rounds-none = Det finns inga omgångar än.
rounds-history = Omgångarna 2015–2023
round-runs = ni leder omgången
round-mine = ni är med
round-new = Ny omgång
round-new-lead = Omgången blir ett utkast som bara ni ser. Modellen går inte att byta sedan: omgången följer den utgåva som gäller i dag, hela vägen.
round-add = Skapa omgången
round-edit = Ändra omgången
round-edit-title = Ändra { $name }
round-model = Så går modellen till: { $name }
round-lead = Led omgången
round-meetings = Träffar
round-log = Vad som har hänt
round-log-all = Allt som har hänt ({ $n } händelser)
round-log-title = Vad som har hänt i { $name }
round-log-none = Inget har hänt än.
round-published = Resultat som deltagarna har publicerat
version = utgåva
kronor = { $n } kronor
choose = Välj
nobody = ingen

seen-round = alla, även utan konto. Vilka som deltar visas när omgången pågår.
seen-round-organiser = bara er som leder omgången.
seen-judges = er som leder omgången.
seen-application-draft = bara er egen organisation. Organisatören ser ansökan när ni har skickat den.
seen-application-sent = er egen organisation och organisatören.
seen-group = gruppen, dess mentorer och organisatören.
seen-progress = er som leder omgången. Mentorer ser sin grupp.

said-round-moved = Omgången har fått ett nytt läge.
said-taken-in = Organisationen är med i omgången.
said-left = Det är noterat att organisationen lämnar omgången.
said-invoiced = Fakturan är noterad.
said-application-saved = Ansökan är sparad. Den är inte skickad än.
said-application-sent = Ansökan är skickad.
said-application-withdrawn = Ansökan är återtagen.
said-decided = Beslutet är fattat och brev är på väg till de sökande.
said-returned = Ansökan är återskickad för komplettering.
said-recused = Jävet är antecknat. Du kan inte längre bedöma ansökan.
said-group-saved = Gruppen är sparad.
said-group-removed = Gruppen är borttagen.

head-round = Omgång
head-state = Läge
head-for = För
head-starts = Börjar
head-day = Dag
head-as = Som
head-group = Grupp
head-participants = Deltagare
head-mentor = Mentor
head-track = Spår
head-sent = Skickad
head-withdrawn = Återtagen
head-lacks = Saknas
head-promised-in = Lovade i
head-promised = Lovade den
head-mentored = Har varit mentor i

field-organiser = Organisatör
field-model = Modell
field-model-hint = Omgången binds till den här utgåvan.
field-round-title = Omgångens namn
field-round-title-hint = Till exempel Modellkommuner 2027.
field-track-municipalities = För kommuner, stadsdelar och kommunförbund
field-track-regions = För regioner
field-invited = Inbjudan går ut
field-opens = Ansökan öppnar
field-closes = Sista dag att ansöka
field-answer = Svar senast
field-starts = Omgången börjar
field-ends = Omgången slutar
field-fee = Avgift i kronor
field-invitation = Inbjudan
field-invitation-hint = Visas på omgångens sida och i brevet till dem som bjuds in.
field-deadline = Dagar: { $name }
field-invoice-reference = Fakturareferens
field-amount = Belopp i kronor
field-why = Varför
field-why-withdrawn-hint = Organisatören läser det du skriver.
field-why-admitted-hint = Organisatören och de som är med i omgången ser det du skriver.
field-why-left-hint = Syns för er som leder omgången och för dem som är med i den.
field-replaces = I stället för
field-replaces-hint = Den som kommer i stället får samma plats i gruppen.
field-administration = Bara en förvaltning
field-administration-hint = En region kan delta med en enda förvaltning. Skriv vilken, eller lämna tomt.
field-outcome = Beslut
field-takes-place = Tar någons plats
field-reason = Skäl
field-reason-hint = Så som de sökande läser det, i brevet och här.
field-no-conflict = Jag är inte jävig i det här ärendet
field-lacking = Vad som behöver kompletteras
field-until = Senast
field-conflict = Varför du är jävig
field-group-name = Gruppens namn
field-theme = Tema
field-theme-hint = Det gruppen vill förbättra tillsammans, om det är bestämt.
field-group-participant = Deltagare { $n }
field-group-mentor = Mentor { $n }
field-group-support = Stöd till mentorn { $n }

standing-draft = Omgången är ett utkast. Bara ni som leder den ser den här sidan.
standing-invited = Inbjudan är ute. Ansökan öppnar { $day }.
standing-invited-undated = Inbjudan är ute. När det går att ansöka är inte bestämt.
standing-open = Det går att ansöka till och med { $day }.
standing-open-undated = Det går att ansöka.
standing-shut = Tiden för ansökan är inte nu.
standing-admission = Ansökningarna bedöms. Svar kommer senast { $day }.
standing-admission-undated = Ansökningarna bedöms.
standing-running = Omgången pågår sedan { $day }.
standing-running-undated = Omgången pågår.
standing-closed = Omgången är avslutad.
standing-archived = Omgången är arkiverad. Allt finns kvar att läsa.

move-draft-invited = Gå ut med inbjudan
move-invited-open = Öppna för ansökan
move-invited-draft = Tillbaka till utkast
move-open-admission = Stäng ansökan och börja bedöma
move-open-invited = Stäng igen: inbjudan är ute, ansökan inte öppen
move-admission-running = Börja omgången
move-admission-open = Öppna för ansökan igen
move-running-closed = Avsluta omgången
move-running-admission = Tillbaka till antagning
move-closed-archived = Arkivera omgången
move-closed-running = Öppna omgången igen

apply-sign-in = Logga in för att ansöka. Saknar er kommun eller region konto, hör av er till organisatören.
apply-for = Ansök för { $name }
application-of = Ansökan för { $name }: { $state }
applications = Ansökningar
applications-title = Ansökningar till { $name }
applications-none = Ingen ansökan har kommit in än.
applications-decided = Alla ansökningar har ett beslut eller väntar på komplettering.
applications-one-waits = En ansökan väntar på beslut.
applications-wait = { $n } ansökningar väntar på beslut.
application-title = Ansökan från { $name }
application-draft = Ett utkast. Ni kan spara, fortsätta en annan dag och skicka till och med { $day }.
application-draft-undated = Ett utkast. Ni kan spara, fortsätta en annan dag och skicka så länge det går att ansöka.
application-draft-shut = Ett utkast som inte är skickat. Tiden för ansökan är inte nu.
application-is-sent = Ansökan skickades { $day }. Ni får besked när den är bedömd.
application-returned = Ansökan behöver kompletteras senast { $day }.
application-is-withdrawn = Ansökan är återtagen. Ni kan skicka den på nytt så länge det går att ansöka.
application-admitted = Ni är antagna.
application-reserve = Ni har plats { $n } på reservlistan.
application-declined = Ni är inte antagna den här gången.
application-standing = Läget: { $state }. Inkom { $day }.
application-said = Det här står i ansökan
application-lacks = Det här saknas
application-write = Ansökan
application-too-late = Det ni skrev är inte sparat, för ansökan går inte att ändra längre. Det står kvar här så att ni kan kopiera det.
application-save = Spara utan att skicka
application-send = Spara och skicka
application-people = Finns personen inte i listan? Bjud först in den på organisationens sida.
attach-for = Dokument: { $name }
attach-other = Byt dokumentet
ask-choice = Vilket slags beslut
ask-date = Datum
ask-reference = Diarienummer eller paragraf
ask-confirmation = Ja, det stämmer
ask-text = Berätta
ask-amount = Belopp i kronor
ask-person = Vem som står bakom
nothing-said = inget svar
invoice = Faktura
invoice-lead = Så att avgiften når rätt hos er.
returned-why = Det här behöver kompletteras
decided-why = Skälen
decided-by = Beslutat { $day } av { $name }.
decision-letter = Beslutet som PDF
withdraw-application = Återta ansökan
withdraw-lead = Ni kan återta ansökan. Den finns kvar, så att ni kan skicka den igen.
withdraw-admitted = Ni är antagna. Återtar ni ansökan nu lämnar ni omgången i dag.
judge = Bedöm ansökan
judge-lacks = Det här uppfyller ansökan inte. Den kan inte antas så, men återskickas för komplettering.
decide = Besluta
outcome-admitted = Anta
outcome-reserve = Sätt på reservlistan
outcome-declined = Anta inte
refer-back = Skicka tillbaka för komplettering
recuse = Anmäl jäv
recused-you = Du är jävig i det här ärendet. En kollega får bedöma det.
recused-short = du är jävig
reserve-place = plats { $n }
complete-by = senast { $day }
complete = inget
lacks-n =
    { $n ->
        [one] { $shown } sak
       *[other] { $shown } saker
    }

promises = Har lovat att bli mentorer
promises-lead = De som lovade i en tidigare omgång att vara mentor för andra. De som inte har varit det står först.
promises-none = Ingen har lovat något i en tidigare omgång.
promise-open = inte än
promised-on = Lovade { $day } att bli mentor
participants = Deltagare och mentorer
participants-none = Ingen är antagen än.
replaces = I stället för { $name }
replaces-nobody = ingen
invoice-noted = Faktura: { $reference }
participation-title = { $name } i { $round }
head-invoice = Faktura
leave-lead = Organisationen står kvar i historiken, med sista dagen. Den lämnar samtidigt sin grupp.
last-day = Ändra sista dagen
last-day-lead = Om dagen blev fel. Den ändras också i gruppen.
last-day-save = Spara sista dagen
invoice-note = Notera faktura
leave = Lämnar omgången
leave-name = { $name } lämnar omgången
take-in = Ta in en organisation
take-in-lead = En mentor, eller någon som kommer i stället för en som har lämnat. Deltagare som söker antas från ansökningarna.
with-support = stöd: { $names }

groups = Grupper
groups-none = Det finns inga grupper än.
group-new = Ny grupp
group-new-lead = Välj deltagare, mentor och, om det behövs, stöd till mentorn. En mentor som inte är med i omgången kommer med nu.
group-edit = Ändra gruppen
group-edit-title = Ändra gruppen { $name }
group-edit-lead = Den som du tar bort lämnar gruppen i dag. Historiken finns kvar.
group-remove = Ta bort gruppen
group-theme = Tema: { $theme }
group-misfit-participant =
    { $n ->
        [one] Modellen räknar med minst { $shown } deltagare i en grupp.
       *[other] Modellen räknar med minst { $shown } deltagare i en grupp.
    }
group-misfit-mentor =
    { $n ->
        [one] Modellen räknar med minst { $shown } mentor i en grupp.
       *[other] Modellen räknar med minst { $shown } mentorer i en grupp.
    }
group-misfit-support =
    { $n ->
        [one] Modellen räknar med att minst { $shown } stöder mentorn i en grupp.
       *[other] Modellen räknar med att minst { $shown } stöder mentorn i en grupp.
    }
group-meetings = Gruppens träffar
group-meetings-none = Gruppen har inga träffar än.
group-members = Vilka som är med
group-hosts = Värdar i tur och ordning: { $names }.

progress = Hur långt alla har kommit
progress-title = Läget i { $name }
progress-lead = De som behöver något står först.
progress-none = Ingen deltar än.
progress-step = Nästa steg
progress-late = Försenat
progress-next = Härnäst
progress-group = Läget i gruppen
progress-on-time = i tid
progress-all-done = alla träffar har varit
progress-no-meeting = ingen träff är bestämd
progress-no-group = ingen grupp
late-hand-in = saknas: ”{ $name }” (senast { $day })
late-task = ”{ $text }” skulle ha varit klart { $day }
late-task-hidden = en uppgift skulle ha varit klar { $day }
late-registration = ingen är anmäld till träffen { $day }
next-on = { $name } { $day }
mine-next = Härnäst för dig
mine-next-none = Inget väntar på dig just nu.
todo-late = försenat
todo-apply = Skicka ansökan till { $name }
todo-complete = Komplettera ansökan till { $name }
todo-judge =
    { $n ->
        [one] Bedöm en ansökan till { $name }
       *[other] Bedöm { $shown } ansökningar till { $name }
    }
head-todo = Att göra
head-until = Senast
head-whom = För
todo-you = dig
mine-group = Gruppen { $name }
mine-progress = Läget i { $name }
todo-poll = Svara vilka tider som passar: { $name }
todo-set-day = Bestäm dagen: { $name }
todo-register = Anmäl dig: { $name }, { $when }
todo-hand-in = { $name }: { $what }
todo-note-held = Notera att träffen har varit och vilka som var med: { $name }
todo-feedback = Ge återkoppling: { $name }
todo-task = { $text } (från { $name })
todo-lead = Led träffen: { $name }, { $when }
todo-fix-figures = Bestäm vilka nyckeltal { $name } ska utvärderas mot, innan omgången börjar
progress-more = Mer om omgången
mine-round = Omgångens sida
