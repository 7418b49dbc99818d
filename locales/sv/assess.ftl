# Självskattningen: var för sig, tillsammans, personalen, frågorna om svaren.

assess-title = Självskattning för { $name }
assess-lead = Först svarar var och en för sig. När två av er har lämnat in ser ni varandras svar, och på träffen enas ni om ett gemensamt.
assess-rests = Här svarar ni inte just nu: omgången tar inte emot svar, eller så är ni inte med längre.
assess-occasions = Tillfällen
assess-until = svara senast { $day }
assess-no-day = ingen dag är bestämd
assess-begun = påbörjade
assess-not-begun = inte påbörjade
assess-handed-on = inlämnade { $day }
assess-team-handed = { $n } av { $all } har lämnat in
assess-waits-names = Väntar på { $names }.
assess-waits-count = Väntar på { $n } av { $all }. Vilka det är visas när du har lämnat in dina egna svar.
assess-task-agreed = Det gemensamma svaret på självskattningen, överens { $day }: { $names }
assess-task-kind = självskattning
assess-agreed-on = överens { $day }
assess-draft = utkast
assess-head-mine = Egna svar
assess-head-team = Laget
assess-head-joint = Gemensamt svar
assess-head-level = Nivå
assess-head-comment = Kommentar
assess-head-means = Så ser det ut
assess-levels = Vad varje nivå betyder
assess-to-own = Mina egna svar
assess-to-joint = Det gemensamma svaret
assess-to-staff = Fråga personalen
assess-questions-open =
    { $n ->
        [one] { $shown } fråga att svara på
       *[other] { $shown } frågor att svara på
    }
assess-questions =
    { $n ->
        [one] { $shown } fråga om svaren
       *[other] { $shown } frågor om svaren
    }

assess-own-title = Mina svar inför { $step }
assess-own-lead = Svara så som du själv ser det. Ingen annan ser svaren förrän du lämnar in dem, och du kan spara så ofta du vill.
assess-own-handed = Du lämnade in dina svar { $day }.
assess-take-back = Ta tillbaka mina svar
assess-take-back-lead = Du kan ta tillbaka dem tills någon annan i laget lämnar in eller ni börjar på det gemensamma svaret.
assess-open = Punkter som är obesvarade
assess-open-sheet = { $name }: ingen av { $n } punkter är besvarad
assess-own-late = Laget är redan överens om sitt svar, så det går inte att svara för egen del.
assess-sheet = { $name }: { $n } av { $all } punkter besvarade
assess-new-sheet = Lägg till: { $part }
assess-committee = Nämnd eller förvaltning
assess-committee-hint = Skriv namnet som ni brukar skriva det.
assess-comment = Kommentar: { $name }
assess-unanswered = Svarar senare
assess-unanswered-yet = inget svar än
assess-not-answered = inte besvarad
assess-unknown = Vet inte
assess-unknown-short = vet inte
assess-save = Spara utan att lämna in
assess-mine = Mina svar
assess-hand-in = Lämna in mina svar
assess-hand-in-anyway = Lämna in ändå
assess-hand-in-lead-stays = När du har lämnat in ser de andra i laget dina svar med ditt namn, och du ser deras. Andra har redan lämnat in eller börjat på det gemensamma svaret, så då kan du inte ta tillbaka svaren.
assess-hand-in-lead = När du har lämnat in ser de andra i laget dina svar med ditt namn, och du ser deras. Du kan ta tillbaka svaren tills någon annan lämnar in eller ni börjar på det gemensamma svaret.
assess-missing =
    { $n ->
        [one] { $shown } punkt är inte besvarad. Det går att lämna in ändå.
       *[other] { $shown } punkter är inte besvarade. Det går att lämna in ändå.
    }

assess-status = Får ni kalla er modell?
assess-status-lead = Så säger modellens regler om det senaste gemensamma svaret. Ingen utomstående har prövat det.
verdict-met = ja
verdict-cannot-tell = går inte att säga än
verdict-not-met = inte än

assess-questions-title = Frågor om svaren inför { $step }
assess-questions-lead = Ett högt svar med lite bakom sig, eller en skillnad som växer i siffrorna, väcker en fråga. Det är ingen anmärkning. Ert svar följer med självskattningen.
assess-questions-none = Det finns inga frågor om de här svaren.
assess-questions-caption = Frågor och svar
assess-grown = { $kpi }: skillnaden mellan kvinnor och män var { $then } år { $from } och { $now } år { $to }
assess-signed = { $name }, { $day }
assess-reply = Svara
assess-reply-all = Svara på alla på en gång
assess-reply-again = Ändra svaret

joint-title = Gemensamt svar inför { $step }
joint-draft = Det här är ett utkast. Gå igenom punkterna tillsammans och markera när ni är överens.
joint-agreed = Överens { $day }: { $names }.
joint-team = Vilka som har lämnat in
joint-has-handed = inlämnade
joint-has-not-handed = inte inlämnade
joint-apart = De andras svar visas när du har lämnat in dina egna. Så svarar ni var för sig.
joint-nobody-said = Ingen har lämnat in något svar på punkten.
joint-talk = Ni ser olika på det här. Berätta för varandra vad ni tänker på innan ni bestämmer er.
joint-disagree = olika: { $said }
joint-since = Jämfört med { $title }, { $day }.
joint-since-other = Då gjordes ”{ $name }”. Bara samma fråga på samma skala räknas som rörelse.
joint-moved = { $how } från { $before }
joint-near = Då: ”{ $name }” på nivå { $level }. { $why }
joint-items = Punkterna
joint-walk = Gå igenom punkterna
joint-to-agree = Till ”Vi är överens”
joint-back-agree = Tillbaka till det gemensamma svaret för att enas
joint-no-sheet = Ingen nämnd eller förvaltning svarar än.
joint-head-apart = Var för sig
joint-head-staff = Personalen
joint-head-since = Sedan sist
joint-head-evidence = Underlag
joint-evidence =
    { $n ->
        [one] { $shown } underlag
       *[other] { $shown } underlag
    }
joint-sum = Summan är { $n }.
joint-new-sheet = Lägg till
joint-new-sheet-later = Svaret är bestämt. En nämnd eller förvaltning till kan ni lägga till om ni öppnar svaret igen, eller inför nästa tillfälle.
joint-previous = Föregående punkt: { $name }
joint-next = Nästa punkt: { $name }
joint-comment-hint = Vad i vardagen gör att ni sätter den nivån?
joint-agree = Vi är överens
joint-agree-lead = Kryssa för dem som är överens. Då bestäms svaret, och det går att visa för andra. Har ni satt en hög nivå utan underlag får ni en fråga om den. Frågan, med nivån, ser också er mentor.
joint-would-ask =
    { $n ->
        [one] Om ni enas nu frågar vi om { $shown } punkt. Lägg gärna till det som visar nivån först.
       *[other] Om ni enas nu frågar vi om { $shown } punkter. Lägg gärna till det som visar nivåerna först.
    }
joint-would-ask-little = { $name }: ”{ $level }”, utan underlag
joint-would-ask-grows = { $name }: ”{ $level }”, och skillnaden växer i siffrorna
joint-reopen = Öppna svaret igen
joint-reopen-lead = Svaret blir ett utkast igen, och andra ser det inte längre.
joint-show = Vem som kan se svaret
joint-show-go = Ändra vem som kan se

staff-title = Fråga personalen inför { $step }
staff-lead = Personalen svarar utan namn på samma punkter, med en länk som ni delar. Svaren visas bara tillsammans, när minst fem har svarat och ni har stängt.
staff-answered = Har svarat
staff-under-five = färre än fem
staff-is-open = öppet för personalen
staff-is-closed = stängt
staff-open = Öppna och få en länk
staff-open-anew = Byt till en ny länk
staff-close = Stäng för nya svar
staff-close-lead = Stäng när alla har fått tid att svara. Har minst fem svarat visas svaren, och då går det inte att öppna igen: ett svar till skulle avslöja vad den sista svarade.
staff-strategist = Det är strategen hos er som öppnar och stänger.
staff-sums = Vad personalen svarade
staff-sums-later = Svaren visas när ni har stängt.
staff-too-few = färre än fem svar
staff-address = Länken till personalen
staff-address-lead = Kopiera länken nu: den visas bara den här gången. Alla som har den kan svara, utan att logga in. En ny länk gör den gamla värdelös.
staff-form-title = Hur är det hos er? { $name }
staff-form-lead = Du svarar utan namn. Svara bara en gång, och bara på det du vill.
staff-form-about = Frågorna kommer från { $instrument }.
staff-send = Skicka mina svar
staff-thanks-lead = Tack. Ditt svar är sparat tillsammans med de andras, utan namn.

seen-assess-team = er som gör självskattningen. Andra ser det gemensamma svaret när ni visar det.
seen-assess-shown = dem som organisationen har visat svaren för, och gruppens mentorer.
seen-assess-own = er som gör självskattningen i organisationen.
seen-assess-handed = dig och de andra i laget.
seen-assess-questions = organisationen själv och mentorerna i dess grupp.
seen-staff = ingen. Ditt svar visas aldrig för sig.

said-assessed = Dina svar är sparade. De är inte inlämnade än.
said-assess-handed = Dina svar är inlämnade.
said-assess-taken-back = Dina svar är tillbaka hos dig. Ingen annan ser dem.
said-joint-saved = Svaret är sparat.
said-joint-agreed = Svaret är bestämt.
said-joint-reopened = Svaret är ett utkast igen.
said-joint-shown = Vem som kan se svaret är ändrat.
said-question-answered = Ert svar är sparat.
said-staff-closed = Personalens svar är stängda.
said-staff-thanks = Ditt svar är skickat.

todo-assess = Gör självskattningen för egen del: { $step }
todo-agree = Enas om det gemensamma svaret: { $step }
todo-questions =
    { $n ->
        [one] Svara på { $shown } fråga om självskattningen: { $step }
       *[other] Svara på { $shown } frågor om självskattningen: { $step }
    }
assess-sheets-not-begun = Inte påbörjade: { $names }.
joint-save-next = Spara och gå till nästa punkt
joint-save-agree = Spara och gå till ”Vi är överens”
staff-anew-lead = Den gamla länken slutar fungera direkt. Svaren som har kommit in är kvar.
staff-closed-few = Färre än fem har svarat, så svaren visas inte. Ni kan öppna igen.
assess-grown-named = { $title }, { $place }: skillnaden mellan kvinnor och män var { $then } ({ $from }) och är nu { $now } ({ $to })
todo-not-shown =
    { $n ->
        [one] Påminn en som inte har visat sitt gemensamma svar än: { $where }
       *[other] Påminn { $shown } som inte har visat sitt gemensamma svar än: { $where }
    }
todo-not-shown-where = { $group }, { $step }
todo-unanswered =
    { $n ->
        [one] Följ upp { $shown } obesvarad fråga om självskattningen: { $step }
       *[other] Följ upp { $shown } obesvarade frågor om självskattningen: { $step }
    }
progress-joints = Gemensamma svar
progress-joint-shown = { $step }: visat
progress-joint-hidden = { $step }: inte visat än
progress-unanswered =
    { $n ->
        [one] { $step }: { $shown } obesvarad fråga
       *[other] { $step }: { $shown } obesvarade frågor
    }
staff-rest = övriga svar tillsammans: { $n } (någon av nivåerna har färre än 3 svar)
staff-all-together = { $n } svar, för få på någon nivå för att visas var för sig
