notes-count = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
cite = Cite: { $what }
