# Organisationer sida vid sida, och alla i en omgång. English: ../en/beside.ftl.

beside = Sida vid sida
beside-title = Sida vid sida: { $name }
beside-lead = { $name }, så som ni svarade inför { $step }. Läs vad de andra ser hos sig, och fråga varandra.
beside-ask = Visa
beside-step = Tillfälle
beside-part = Del
beside-every-part = Alla delar
beside-item = Punkt
beside-every-item = Alla punkter
beside-only-apart = Bara där svaren skiljer sig med minst två nivåer
beside-members = Vilka som visas
beside-members-hint = Välj två till fyra.
beside-pdf = Hämta som PDF till träffen
beside-who = Vilka som står här
beside-hidden = inte visad än
beside-of = svar från { $time }
beside-none = Här finns inget att jämföra än.
beside-none-apart = Svaren skiljer sig ingenstans med två nivåer.
beside-apart = Skiljer sig. { $text }
beside-not-comparable = kan inte jämföras
beside-differ = Ni såg olika på det här i laget. Det ser bara ni.
beside-take = Vad kan vi ta hem?
beside-take-hint = Skriv vad ni vill pröva. Det blir en idé som bara ni ser, med var den kommer ifrån.
beside-take-name = Vad kan vi ta hem? { $name }: { $item }
beside-describes = Så styr de
beside-describes-lead = Det som var och en har valt att visa. Länken leder till hela mallen.
beside-describes-none = Ingen har visat hur de styr än.
beside-form-unfinished = { $name } (inte färdig)
beside-differences = Där kvinnor och män har det olika
beside-differences-of = Skillnader i { $name }
beside-figure = Nyckeltal
beside-women = Kvinnor
beside-men = Män
beside-difference = Skillnad
beside-year = År
beside-verdict = Bedömning
beside-time = Över tid
beside-time-lead = Nivån vid varje tillfälle. Ett svar på en annan självskattning visas bara där frågan och skalan är desamma.
beside-time-of = Nivåer över tid, { $name }
seen-beside = gruppen. Av varje organisation syns bara det som den har valt att visa.

levels = Självskattningar
levels-title = Självskattningar i { $name }
levels-lead = { $name }. Här står det som deltagarna har valt att visa för omgången.
levels-shown = Har visat ett svar
levels-hidden = Har inte visat
levels-unanswered = Har inte svarat
levels-none = Ingen deltar just nu.
levels-csv = Hämta tabellen (CSV)
levels-table = Nivåer i omgången
levels-middle = Mellersta nivån är den som hälften av punkterna ligger på eller under.
levels-every-track = Alla spår
levels-sort = Ordning
levels-sort-name = Namn
levels-sort-level = Högsta nivån först
levels-sort-movement = Mest upp först
levels-sort-missing = De som inte har svarat först
levels-latest = Senaste svaret
levels-is-unanswered = inte svarat
levels-moved = Sedan sist
levels-over = Nivå vid varje tillfälle
levels-up-down = { $up } upp, { $down } ner
levels-known =
    { $n ->
        [one] { $shown } punkt
       *[other] { $shown } punkter
    }
levels-pictures = En bild av var och en
levels-pictures-lead = Mellersta nivån vid varje tillfälle, från vänster: { $steps }. Samma tal står i tabellen och i filen.
levels-picture = { $name }: från nivå { $first } till { $last }
levels-picture-one = { $name }: nivå { $level }
levels-no-level = ingen nivå
levels-page = Sida { $n } av { $all }
levels-before = Föregående bilder
levels-after = Nästa bilder
seen-levels = er som leder omgången. Ni ser bara de svar som visas för omgången eller för alla.
