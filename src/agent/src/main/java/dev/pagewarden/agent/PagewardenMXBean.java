package dev.pagewarden.agent;

import java.util.List;

/** The agent by JMX: {@code dev.pagewarden:type=Agent}. */
public interface PagewardenMXBean {
  /** Returns the path of the file with this JVM's records. */
  String getRecordFile();

  /** Returns how many records could not be written. */
  long getLostRecords();

  /** Returns how many classes hold call sites but could not be instrumented. */
  long getNotInstrumentedClasses();

  /** Returns how often importers reached for pages of imported tables, since the last reset. */
  long getAccesses();

  /** Returns the call sites that ran since the last reset. */
  List<SiteCount> getSites();

  /** Begins to count anew, here; records and their counts stay whole. */
  void reset();
}
