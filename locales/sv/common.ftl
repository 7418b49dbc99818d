# Words used everywhere: page, PDF and command line.
product = Jämsides
figures-count = { $n ->
    [one] { $shown } mått
   *[other] { $shown } mått
}
women = kvinnor
men = män
difference = skillnad
