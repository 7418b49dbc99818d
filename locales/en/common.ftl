# Words used everywhere: page, PDF and command line.
product = Jämsides
figures-count = { $n ->
    [one] { $shown } figure
   *[other] { $shown } figures
}
women = women
men = men
difference = difference
