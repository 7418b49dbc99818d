# Mallar som fyller sig själva: formulär ur modellen, på sidor och på papper.

forms = Mallar
forms-title = Mallar: { $name }
forms-lead = Det vi redan vet är ifyllt, med källa och datum. Ni kan spara när som helst och fortsätta en annan dag.
forms-lead-read = De mallar som har visats för dig.
forms-none = Omgångens modell har inga mallar.
seen-forms = din egen organisation. Andra ser bara de mallar som ni visar för dem.

head-form = Mall
head-form-use = Används i

form-used-before = före: { $step }
form-used-after = efter: { $step }
form-not-begun = inte påbörjad
form-begun = påbörjad
form-finished-on = färdig { $day }
form-missing-n =
    { $n ->
        [one] { $shown } svar saknas
       *[other] { $shown } svar saknas
    }

form-is-new = Ingen har skrivit något än. Det vi redan vet är ifyllt: kontrollera det, skriv resten och spara.
form-not-begun-yet = Ingen har skrivit något än.
form-is-draft =
    { $n ->
        [one] Det är ett utkast: { $shown } svar saknas.
       *[other] Det är ett utkast: { $shown } svar saknas.
    }
form-nothing-missing = Inget saknas. Markera mallen som färdig när ni är nöjda.
form-is-finished = Mallen är färdig sedan { $day }.
form-missing = Det här saknas

form-save = Spara
form-save-finish = Spara och markera som färdig
form-markdown = I de stora rutorna kan ni skriva med enkla tecken: en rad som börjar med - blir en punkt, # framför en rad gör den till rubrik, **så här** blir fetstil och [text](https://adress) blir en länk. En ny rad blir en ny rad.
form-words = Ungefär { $n } ord räcker.
form-known = Det vi vet nu: { $said }. { $source }
form-nothing-known = Här finns inget att hämta än.
form-not-answered = Inte besvarat.
form-women = { $name }: kvinnor
form-men = { $name }: män
form-others = { $name }: andra
form-others-hint = Ett namn på varje rad.
form-table-hint = Töm en rad för att ta bort den.
form-more-rows = Spara och lägg till en rad i ”{ $name }”

form-pdf = Hämta som PDF
form-slides = Hämta bilder att visa (PDF)
form-docx = Hämta som dokument (DOCX)

form-reopen = Öppna mallen igen
form-reopen-lead = Då går det att ändra i den, och den räknas inte som färdig förrän ni markerar den igen.
form-show = Vem som kan se mallen
form-show-lead = Det som hämtas av sig själv, till exempel ur självskattningen, visas bara för dem som får se det där också.

said-form-saved = Det ni har skrivit är sparat.
said-form-finished = Mallen är sparad och markerad som färdig.
said-form-reopened = Mallen är öppen igen.
said-form-shown = Vem som kan se mallen är ändrat.
form-reopen-shown = Mallen visas för { $who }. Det ni ändrar syns där direkt. Dra tillbaka den först om ni inte vill det.
form-row = Rad { $row }
form-drop-row = Ta bort raden
form-drop-row-name = Ta bort raden: rad { $row }, { $name }
seen-forms-others = dem som organisationen har visat varje mall för.
said-form-saved-withdrawn = Det ni har skrivit är sparat. Mallen var publicerad: nu kan alla i omgången och organisatören läsa den, men inte längre alla.
said-form-reopened-withdrawn = Mallen är öppen igen. Den var publicerad: nu kan alla i omgången och organisatören läsa den, men inte längre alla.
form-reopen-published = Mallen är publicerad. När ni öppnar den igen kan bara omgången och organisatören läsa den, och det ni ändrar syns där direkt.
