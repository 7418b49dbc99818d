### Case data: sentences, tables, picture. Read aloud before changing.

cases-heading = { $outcome }: kvinnor och män
cases-kind = Ärendedata
cases-means = { $outcome }: i genomsnitt { $women } för kvinnor ({ $n-women } ärenden) och { $men } för män ({ $n-men } ärenden).
cases-raw-more = Rakt av ligger kvinnor { $size } högre än män ({ $interval }).
cases-raw-less = Rakt av ligger kvinnor { $size } lägre än män ({ $interval }).
cases-raw-chance = Rakt av är skillnaden { $signed } ({ $interval }). Den kan bero på slumpen.
cases-explained-more = Att kvinnor och män skiljer sig åt i { $variables } skulle för sig ha gett kvinnor { $size } mer än män ({ $interval }).
cases-explained-less = Att kvinnor och män skiljer sig åt i { $variables } skulle för sig ha gett kvinnor { $size } mindre än män ({ $interval }).
cases-explained-chance = Att kvinnor och män skiljer sig åt i { $variables } förklarar ingen statistiskt säkerställd skillnad: { $signed } ({ $interval }).
cases-explained-most = Mest betyder { $variable }: { $signed } ({ $interval }).
cases-left-more = I samma situation ligger kvinnor { $size } högre än män ({ $interval }). Det förklaras inte av { $variables }.
cases-left-less = I samma situation ligger kvinnor { $size } lägre än män ({ $interval }). Det förklaras inte av { $variables }.
cases-left-chance = I samma situation går det inte att se någon statistiskt säkerställd skillnad: den är { $signed } ({ $interval }) och kan bero på slumpen.
cases-turned = Rakt av pekar skillnaden åt ett håll, i samma situation åt det andra. Den som bara jämför medelvärdena får en annan bild.
cases-standardised = Om både kvinnor och män hade haft samma { $variables } som alla ärenden tillsammans, skulle genomsnittet ha varit { $women } för kvinnor och { $men } för män.
cases-caution = ”Förklarat” är räkning, inget frikännande. Om kvinnor och män bedöms olika redan när { $variables } fastställs, så ligger den olikheten gömd i det som räknas som förklarat. Det som är kvar kan i sin tur bero på något som inte står i filen.
cases-caution-raw = Här är ingenting förklarat: kvinnor och män kan ha olika behov. Välj med --adjust vad de ska vara lika i när de jämförs.
cases-places = Av { $all } områden som redovisas ligger kvinnor statistiskt säkerställt lägre än män i samma situation i { $less } och högre i { $more }. I { $chance } går skillnaden inte att skilja från slumpen.
cases-places-one-less = Bara ett område redovisas. Där ligger kvinnor statistiskt säkerställt lägre än män i samma situation.
cases-places-one-more = Bara ett område redovisas. Där ligger kvinnor statistiskt säkerställt högre än män i samma situation.
cases-places-one-chance = Bara ett område redovisas. Där går skillnaden i samma situation inte att skilja från slumpen.
cases-places-raw = Av { $all } områden som redovisas ligger kvinnor statistiskt säkerställt lägre än män i { $less } och högre i { $more }. I { $chance } går skillnaden inte att skilja från slumpen.
cases-places-raw-one-less = Bara ett område redovisas. Där ligger kvinnor statistiskt säkerställt lägre än män.
cases-places-raw-one-more = Bara ett område redovisas. Där ligger kvinnor statistiskt säkerställt högre än män.
cases-places-raw-one-chance = Bara ett område redovisas. Där går skillnaden inte att skilja från slumpen.
cases-false-alarms = Så många prövas att några pekas ut av en slump: högst omkring { $level } av de utpekade ska vara falska larm.
cases-places-below = Längre ned än de andra, mer än slumpen och den vanliga spridningen gör: { $names }.
cases-places-above = Längre upp än de andra, mer än slumpen och den vanliga spridningen gör: { $names }.
cases-places-alike = Inget område sticker ut från de andra mer än slumpen och den vanliga spridningen gör.
cases-places-none = Inget område går att redovisa för sig.
cases-places-without =
    { $number ->
        [one] I ett område är ärendena för få för att räkna på samma situation; där visas bara den råa skillnaden.
       *[other] I { $n } områden är ärendena för få för att räkna på samma situation; där visas bara den råa skillnaden.
    }

cases-places-uncomputed =
    { $number ->
        [one] Ett område går inte att räkna, eftersom vikterna är noll.
       *[other] { $n } områden går inte att räkna, eftersom vikterna är noll.
    }

cases-and-more = { $names } och { $more } till
cases-kept =
    { $number ->
        [one] Ett område redovisas inte för sig, eftersom det har färre än { $least } ärenden om kvinnor eller om män, eller annars skulle röja enskilda. Det ingår i helheten.
       *[other] { $kept } områden redovisas inte för sig, eftersom de har färre än { $least } ärenden om kvinnor eller om män, eller annars skulle röja enskilda. De ingår i helheten.
    }

cases-kept-with =
    { $number ->
        [one] Ett område redovisas inte för sig, eftersom det har färre än { $least } ärenden om kvinnor eller om män, eller annars skulle röja enskilda.
       *[other] { $kept } områden redovisas inte för sig, eftersom de har färre än { $least } ärenden om kvinnor eller om män, eller annars skulle röja enskilda.
    } { $more ->
        [one] Ytterligare ett hålls inne för att det inte ska gå att räkna fram ur helheten vad som döljs.
       *[other] Ytterligare { $with } hålls inne för att det inte ska gå att räkna fram ur helheten vad som döljs.
    } Alla ingår i helheten.

cases-rows-good = Alla { $rows } rader gick att använda.
cases-rows-bad =
    { $number ->
        [one] En av { $rows } rader gick inte att använda: { $why }.
       *[other] { $bad } av { $rows } rader gick inte att använda: { $why }.
    }

cases-few = färre än { $least }
cases-rows-bad-few = { $rows } rader räknas. Några få andra gick inte att använda: { $why }.
cases-sex-other = { $n } ärenden gäller personer med ett tredje juridiskt kön. De räknas här men ingår inte i jämförelsen.
cases-sex-other-few = Några ärenden, färre än { $least }, gäller personer med ett tredje juridiskt kön. De ingår inte i jämförelsen.
cases-sex-unknown = I { $n } ärenden är könet okänt. De ingår inte i jämförelsen.
cases-sex-unknown-few = I några ärenden, färre än { $least }, är könet okänt. De ingår inte i jämförelsen.
cases-where = Bara rader där { $conditions }.
cases-how-split = Skillnaden är delad enligt Oaxaca och Blinder: en del för att kvinnor och män har olika förutsättningar, en del för att samma förutsättningar ger olika utfall. Alla skillnader är kvinnor minus män.
cases-how-reference-women = Förutsättningarna värderas som de gör för kvinnor.
cases-how-reference-men = Förutsättningarna värderas som de gör för män.
cases-how-reference-half = Förutsättningarna värderas mitt emellan kvinnors och mäns.
cases-how-reference-cotton = Förutsättningarna värderas efter hur många kvinnor och män det är (Cotton).
cases-how-reference-neumark = Förutsättningarna värderas som för alla tillsammans, utan hänsyn till kön (Neumark).
cases-how-reference-pooled = Förutsättningarna värderas som för alla tillsammans, med hänsyn till kön (Jann).
cases-how-rows = Intervallen är { $confidence } och tar varje ärende som oberoende av de andra.
cases-how-clusters =
    { $number ->
        [one] Intervallen är { $confidence } och räknar med att ärenden inom samma grupp hänger ihop (en grupp).
       *[other] Intervallen är { $confidence } och räknar med att ärenden inom samma grupp hänger ihop ({ $n } grupper).
    }

cases-how-drawn =
    { $number ->
        [one] Intervallen är { $confidence }, ur en dragning av { $n } grupper med återläggning (frö { $seed }).
       *[other] Intervallen är { $confidence }, ur { $draws } dragningar av { $n } grupper med återläggning (frö { $seed }).
    }

cases-how-not-drawn = Det är för få grupper eller för få dragningar för att dra om dem. Intervallen räknas i stället med formel.
cases-how-few-clusters = Det är färre än { $least } grupper. Då blir intervallen lätt för smala.
cases-how-together = { $column }: { $levels } räknas ihop, eftersom färre än { $least } kvinnor eller män finns i någon av dem.
cases-how-alike = { $column } är lika för alla som jämförs och förklarar därför ingenting.
cases-how-failed =
    { $number ->
        [one] En dragning gick inte att räkna och är utelämnad.
       *[other] { $n } dragningar gick inte att räkna och är utelämnade.
    }

cases-how-aliased = Går inte att skilja från det övriga och är utelämnat: { $columns }.
cases-how-places-split = Varje område har sin egen uppdelning.
cases-how-places = Sannolikheterna är justerade för hur många områden som prövas (Benjamini och Hochberg, { $level }). Det sammanvägda talet drar osäkra områden mot det gemensamma (empirisk Bayes). Ett område sticker ut från de andra om det ligger längre från det gemensamma än slumpen och områdenas vanliga spridning medger.
cases-how-weight = Raderna är viktade.
cases-how-unnamed = Kolumnerna heter här som i filen. En kodbok (--codebook) ger dem namn och enhet på svenska och engelska; hur den skrivs står i docs/cases.md.
cases-standing-women-less = kvinnor lägre
cases-standing-men-less = kvinnor högre
cases-standing-chance = kan bero på slumpen
cases-apart-below = längre ned än de andra
cases-apart-above = längre upp än de andra
cases-picture-left = Skillnad i samma situation, område för område
cases-picture-raw = Skillnad rakt av, område för område
cases-picture-caption = Kvinnor minus män, { $unit } med { $confidence } intervall. { $shown } av { $all } områden: de som ligger längst från det gemensamma, räknat mot vad slumpen och områdenas vanliga spridning medger. Ihåliga märken kan bero på slumpen när så många områden prövas.
cases-picture-zero = ingen skillnad
cases-picture-men = högre för män
cases-picture-women = högre för kvinnor
cases-picture-certain = knappast slump
cases-picture-chance = kan bero på slumpen
cases-head-found = Vad ärendena visar
cases-head-parts = Vad som förklarar hur mycket
cases-head-places = Område för område
cases-head-left-out = Vad som inte är med
cases-head-how = Hur det är räknat
cases-col-what = Vad
cases-col-women = Kvinnor
cases-col-men = Män
cases-col-explained = Förklarat
cases-col-left = Kvar
cases-col-place = Område
cases-col-cases = Ärenden (kv, män)
cases-col-raw = Rakt av
cases-col-same = I samma situation
cases-col-shrunk = Sammanvägt
cases-col-verdict = Besked
cases-constant = Lika stort för alla (konstanten)
cases-constant-note = Raden ”Lika stort för alla” är den skillnad som finns kvar oavsett { $variables }. Tillsammans med det som är kvar på de andra raderna blir den ”Allt tillsammans”. Hur det fördelas mellan konstanten och talen beror på var talens nollpunkt ligger: räknas ålder från 65 i stället för från noll blir raderna andra. Tolka därför raden ”Allt tillsammans”, som inte ändras av det.
cases-all-together = Allt tillsammans
cases-most-places = Här visas { $shown } av { $all } områden: de där det är säkrast att kvinnor och män skiljer sig åt, de säkraste först. Alla finns i --format csv, json eller xlsx.
cases-foot = Ärendedata räknade med Jämsides. Inga enskilda ärenden finns i dokumentet.
cases-from = Källa: { $file }.
cases-sheet-numbers = Tal
cases-sheet-reading = Läs så här

cases-list-title = Ärenden
cases-list-lead = Här är frågor som den som driver tjänsten har ställt till sina egna ärenden. Ärendena ligger kvar där de är; det som visas är sammanräknat, och det som kan röja enskilda hålls inne.
cases-here = Här finns ärenden
cases-here-lead = Den som driver tjänsten har egna ärenden som kan förklara skillnaden. De är redan genomgångna.
cases-table = Visa tabell: { $n } områden
cases-parts-table = Tabell över vad som förklarar hur mycket
