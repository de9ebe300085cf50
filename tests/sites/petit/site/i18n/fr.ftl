notes-count = { $count ->
    [one] { $count } note seulement
   *[other] { $count } notes en tout
}
