package dev.pagewarden.evidence;

import java.util.List;

/**
 * A finding with its verdict, as tools pass it on.
 *
 * @param pattern the bug pattern ({@code DMABUF_PAGE_ACCESS})
 * @param accessor the member that was used, as {@code Scatterlist.page()}
 * @param importer the importer's class, in Java's notation
 * @param site where the finding is reported
 * @param sourceFile name of that source file, or null if unknown
 * @param mappedAt where the table was mapped, or null if unknown
 * @param path the way from the mapping to the access; empty for what only a run saw
 * @param outcome what the runs say
 * @param remedy what to do instead, completing "Instead, .."; or null
 * @param message the finding as a sentence
 */
public record ReportedFinding(
    String pattern,
    String accessor,
    String importer,
    CallSite site,
    String sourceFile,
    CallSite mappedAt,
    List<PathStep> path,
    Outcome outcome,
    String remedy,
    String message) {

  /** Copies the path. */
  public ReportedFinding {
    path = List.copyOf(path);
  }
}
