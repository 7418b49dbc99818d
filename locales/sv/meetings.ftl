# Träffar: planera, hitta en dag, anmäla sig, anteckna, tycka till.

meetings = Träffar
meeting-new = Planera en träff
meeting-new-lead = Skriv en tid om dagen är bestämd. Skriv flera om ni vill fråga vilka som passar. De som är kallade får ett brev.
meeting-plan = Spara och skicka kallelsen
meeting-edit = Ändra träffen
meeting-edit-title = Ändra { $name }
meeting-held-lead = Träffen har varit. Anteckningar och återkoppling finns på träffens sida.
meeting-host = värd: { $name }
meeting-late = sent: { $state }
meeting-missing =
    { $n ->
        [one] { $shown } underlag saknas
       *[other] { $shown } underlag saknas
    }
meeting-answer-by = svara senast { $day }
meeting-poll = Dagen är inte bestämd. Säg vilka tider som passar dig.
meeting-poll-until = Dagen är inte bestämd. Säg vilka tider som passar dig, senast { $day }.
meeting-cancelled = Träffen är inställd. { $why }
meeting-was = Skulle ha varit
meeting-for = För
meeting-for-round = alla i omgången
meeting-for-track = { $track } i omgången
meeting-link = Länk till träffen på distans
meeting-file = Lägg in träffen i din kalender (fil)
meeting-previous = Träffen före: { $title }
meeting-next = Träffen efter: { $title }
meeting-hold = Träffen har varit
meeting-people = Vilka som kommer
meeting-day = Bestäm en dag
meeting-day-lead = Tiden gäller svensk tid. De som är kallade får ett brev.
meeting-revive = Ska träffen bli av ändå? Bestäm en dag. De som är kallade får ett brev.
meeting-ask-again = Fråga efter en ny dag
meeting-ask-lead = Dagen som var bestämd gäller då inte längre. Den försvinner ur kalendrarna, och de som är kallade får ett brev.
meeting-ask-go = Fråga
meeting-cancel = Ställ in träffen
seen-meeting-round = alla som deltar i omgången och organisatören.
seen-feedback = dig. Svaren visas utan namn för gruppens mentor och organisatören.

said-answered = Dina svar är sparade.
said-asked-again = De som är kallade får frågan.
said-attended = Närvaron är sparad.
said-cancelled = Träffen är inställd. De som är kallade får ett brev.
said-day-set = Dagen är bestämd. De som är kallade får ett brev.
said-feed-closed = Adressen leder ingenstans längre.
said-feedback = Tack. Det du tyckte är sparat.
said-handed-in = Det är inlämnat. Gruppen ser det.
said-held = Det är noterat att träffen har varit.
said-noted = Anteckningarna är sparade.
said-planned = Träffen är planerad.
said-point = Det är tillagt.
said-registered = Din anmälan är sparad.
said-ticked = Uppgiften är uppdaterad.

head-meeting = Träff
head-place = Plats
head-meeting-state = Hur det går
head-you = Du
head-point = Punkt
head-minutes = Längd
head-leader = Leds av
head-handed-in = Inlämnat
head-by = Senast
head-comes = Kommer
head-access = Tillgänglighet
head-diet = Mat
head-other = Annat
head-question = Fråga
head-answer = Svar
head-calendar = Kalender

field-occasion = Vad för träff
field-meeting-title = Vad träffen heter
field-meeting-title-hint = Lämna tomt, så får den samma namn som steget i modellen.
field-place = Plats
field-place-hint = Lokal och adress, så att man hittar dit.
field-link = Länk för den som är med på distans
field-link-hint = Adressen börjar med https://
field-host = Värd
field-host-hint = Värden ser vad de som kommer behöver. Turen går runt i gruppen.
field-pays = Vem som betalar vad
field-meeting-invitation = Att veta före träffen
field-meeting-invitation-hint = Står på sidan och i brevet.
field-agenda = Dagordning
field-date = Dag
field-start = Börjar
field-end = Slutar
field-last = Sista dagen
field-last-hint = Bara om träffen är flera dagar.
field-answer-by = Sista dag att svara
field-answer-by-hint = Gäller när ni frågar om flera tider. Tre dagar före får den som inte har svarat en påminnelse.
field-comes = Hur är du med?
field-hearing-loop = Hörslinga
field-wheelchair = Plats för rullstol
field-diet = Mat: vad du inte äter
field-other = Annat som värden behöver veta
field-file-shown = PDF, Word, PowerPoint, Excel, bild eller text. Högst 25 MB. Alla som är med på träffen ser den.
field-why-cancelled = Varför träffen ställs in
field-why-cancelled-hint = Står i brevet till dem som är kallade.
field-point = Vad
field-point-who = Vem som gör det
field-by = Senast

times = Tider
times-lead = Svensk tid. En tid: dagen är bestämd. Flera: de som är kallade säger vilka som passar.
time-nth = Tid { $n }
answer-by = När ni behöver svar
agenda-lead = Vad, hur många minuter och vem som leder. Tomma rader sparas inte.
agenda-title = Punkt { $n }
agenda-minutes = Minuter för punkt { $n }
agenda-leader = Vem som leder punkt { $n }
agenda-over =
    { $n ->
        [one] Dagordningen är { $shown } minut längre än träffen.
       *[other] Dagordningen är { $shown } minuter längre än träffen.
    }
minutes-long = { $n } min

poll = Vilka tider passar dig?
poll-send = Spara mina svar
poll-unsaid = inget svar
poll-best = passar flest
poll-sum = Hur tiderna passar
poll-everybody = Allas svar
poll-set = Bestäm dagen
poll-set-name = Bestäm dagen: { $time }
suits-yes = Kan
suits-maybe = Om det behövs
suits-no = Kan inte

register = Kommer du?
register-lead = Säg om du kommer. Du kan ändra dig fram till att träffen börjar.
register-done = Du är anmäld så här. Du kan ändra dig fram till att träffen börjar.
comes-in_room = Jag kommer
comes-remote = Jag är med på distans
comes-no = Jag kommer inte
comes-unsaid = har inte svarat
needs = Vad du behöver
needs-lead = Bara du och de som ordnar träffen hos värden ser det här. Det tas bort dagen efter träffen.
needs-of-all = Vad de som kommer behöver
needs-none = Ingen har sagt att de behöver något särskilt.
needs-seen = Bara ni som är värd ser det här. Det tas bort dagen efter träffen. Spara det inte någon annanstans.
was-there = var med
was-not-there = var inte med

count-called = Kallade
count-in-room = Anmälda på plats
count-remote = Anmälda på distans
count-no = Kommer inte
count-silent = Har inte svarat
count-attended = Var med
count-answered = Har svarat

hand-in = Att lämna in före träffen
hand-in-by = { $name }: senast { $day }
hand-in-some-day = { $name }: dagen räknas fram när träffen är bestämd
hand-in-go = Lämna in
hand-in-anew = Lämna in på nytt
hand-in-go-name = Lämna in för { $name }: { $what }
hand-in-anew-name = Lämna in på nytt för { $name }: { $what }
hand-in-missing = saknas
hand-in-not-yet = inte än
handed-in-on = { $day }
handed-in-late = { $day }, sent
material = Material
material-none = Här samlas materialet till träffen. Inget är upplagt än.

carried-over = Kvar från tidigare träffar
carried-over-lead = Uppgifter som inte är klara följer med till nästa träff.
notes = Anteckningar
notes-title = Anteckningar: { $title }
notes-none = Inget är antecknat än.
notes-write = Anteckna
notes-read = Läs anteckningarna
notes-page = Till anteckningarna
notes-hint = Skriv vad ni kom fram till, inte vem som sa vad.
notes-shown = Anteckningar som är visade för fler
notes-show = Vem som kan se
notes-show-go = Ändra vem som kan se
points = Beslut och uppgifter
point-add = Lägg till beslut eller uppgift
point-all = alla
point-done = Klart
point-undone = Inte klart
point-done-on = klart { $day }
point-late = skulle ha varit klart { $day }

attendance = Vilka var med?
attendance-page = Närvaro
attendance-save = Spara närvaron
attendance-title = Närvaro i { $name }
attendance-lead = Alla träffar tillsammans, först per roll och sist per organisation. Vilka som var med på en träff står på träffens egen sida.
attendance-by-role = Per roll
attendance-by-meeting = Per träff
attendance-by-organisation = Per organisation
attendance-none = Ingen träff har en dag än.

feedback = Återkoppling
feedback-title = Återkoppling: { $title }
feedback-lead = Svara kort, helst samma dag.
feedback-done = Du har svarat så här. Du kan ändra det, eller ta bort det genom att tömma fälten.
feedback-early = Du kan svara när träffen har börjat.
feedback-send = Spara
feedback-give = Säg vad du tyckte
feedback-read = Läs återkopplingen
feedback-sum = Vad alla tyckte
feedback-no-answers = Inga svar än.
feedback-round-title = Återkoppling i { $name }
feedback-round-lead = Alla träffar som har varit, grupp för grupp. Svaren visas utan namn.
feedback-round-none = Ingen träff har varit än.
feedback-by-meeting = Svar per träff
feedback-answers = Svaren
feedback-newest = Här står svaren från de { $shown } senaste träffarna av { $all } som har fått svar. De andra står på träffarnas egna sidor, i tabellen ovanför.

feeds = Kalendrar
feeds-lead = Prenumerera på träffarna i din vanliga kalender. Ändras en träff ändras den också där. Vem som kommer och vad någon behöver står inte i kalendern.
feeds-note = Adressen är hemlig: den som har den ser träffarna utan att logga in. Gör en ny om någon annan har fått den, så slutar den gamla att fungera.
feed-mine = Alla träffar du är kallad till
feed-group = Gruppen { $name }
feed-open = Gör en adress
feed-anew = Gör en ny adress
feed-close = Sluta
feed-address = Kalenderns adress
feed-address-lead = Kopiera adressen och lägg till den i ditt kalenderprogram som prenumeration. Den visas bara nu.
