notes-count = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
cite = Citer : { $what }
