package dev.pagewarden.junit;

import java.util.List;

/** A test during which importers reached for the pages of imported tables. */
public final class PageAccessError extends AssertionError {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param faults a sentence for each call site, without its full stop
   */
  PageAccessError(List<String> faults) {
    super(message(faults));
  }

  private static String message(List<String> faults) {
    String head =
        faults.size() == 1
            ? "an importer reached for the exporter's pages: "
            : "importers reached for the exporter's pages at " + faults.size() + " places:\n- ";
    return head + String.join(".\n- ", faults) + ".";
  }
}
