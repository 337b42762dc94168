package dev.pagewarden.evidence;

import java.util.Comparator;

/** The order in which sites are told: that of the source, as far as it is known. */
final class SiteOrder {
  private static final Comparator<CallSite> SITES =
      Comparator.comparing(CallSite::className)
          .thenComparing(CallSite::line)
          .thenComparing(CallSite::methodName)
          .thenComparing(CallSite::descriptor)
          .thenComparing(CallSite::bytecodeIndex)
          .thenComparing(CallSite::ordinal);

  static final Comparator<SiteTally> TALLIES =
      Comparator.comparing((SiteTally tally) -> tally.site().callSite(), SITES)
          .thenComparing(tally -> tally.site().accessor())
          .thenComparing(tally -> String.valueOf(tally.site().classHash()));

  private SiteOrder() {}
}
