package dev.pagewarden.detectors;

import dev.pagewarden.contract.Member;
import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import edu.umd.cs.findbugs.BugInstance;

/** The XML properties of our bugs: for tools that read the report. SpotBugs never hashes them. */
final class XmlProperties {
  private static final String PREFIX = "pagewarden.";

  private XmlProperties() {}

  /** Writes what was used and the contract's word on it. */
  static void accessor(BugInstance bug, String accessor, Member access) {
    set(bug, "accessor", accessor);
    if (access != null) {
      set(bug, "kind", access.kind() == null ? null : access.kind().name());
      set(bug, "remedy", access.remedy());
      set(bug, "rule", access.origin());
    }
  }

  /** Writes the call site of the access: the identity that run-time records share. */
  static void site(BugInstance bug, AccessSite access) {
    CallSite site = access.callSite();
    set(bug, "site.classHash", access.classHash());
    set(bug, "site.class", site.className());
    set(bug, "site.method", site.methodName());
    set(bug, "site.descriptor", site.descriptor());
    set(bug, "site.bytecodeIndex", Integer.toString(site.bytecodeIndex()));
    set(bug, "site.ordinal", Integer.toString(site.ordinal()));
    set(bug, "site.line", Integer.toString(site.line()));
  }

  static void set(BugInstance bug, String name, String value) {
    if (value != null) {
      bug.setProperty(PREFIX + name, value);
    }
  }
}
