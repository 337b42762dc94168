package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.RunRecord;

/** A call site and how often it ran, as JMX shows it. */
public final class SiteCount {
  private final CallSite at;
  private final String accessor;
  private final long imported;
  private final long other;

  SiteCount(RunRecord.Count count, long importedBefore, long otherBefore) {
    this.at = count.site().callSite();
    this.accessor = count.site().accessor();
    this.imported = count.imported() - importedBefore;
    this.other = count.other() - otherBefore;
  }

  /** Returns the importer's class, in Java's notation. */
  public String getClassName() {
    return at.className().replace('/', '.');
  }

  /** Returns the name of its method. */
  public String getMethod() {
    return at.methodName();
  }

  /** Returns the source line; -1 if unknown. */
  public int getLine() {
    return at.line();
  }

  /** Returns the member that is used, as {@code Scatterlist.page()}. */
  public String getAccessor() {
    return accessor;
  }

  /** Returns how often it ran on an imported table. */
  public long getImported() {
    return imported;
  }

  /** Returns how often it ran on anything else. */
  public long getOther() {
    return other;
  }
}
