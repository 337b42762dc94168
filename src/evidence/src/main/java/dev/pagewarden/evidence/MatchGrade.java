package dev.pagewarden.evidence;

/** How surely a record and a finding are of the same site. */
public enum MatchGrade {
  /** Same build of the class, same method, same instruction or same accessor on the same line. */
  EXACT,
  /** Same method, and as many uses of the accessor before it. */
  ORDINAL,
  /** Same line and accessor; of another build of the class, or where the run knew the line only. */
  LINE
}
