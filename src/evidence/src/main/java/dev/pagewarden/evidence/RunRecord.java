package dev.pagewarden.evidence;

/** One line of a record file. */
public sealed interface RunRecord {

  /** The version of the format that this build writes and reads. */
  int FORMAT = 1;

  /**
   * The first line of a file: which run it is of.
   *
   * @param format version of the format, {@link #FORMAT} in what is written
   * @param agentVersion version of the agent
   * @param pid process id of the JVM
   * @param jvm name and version of the JVM
   * @param startMillis when the JVM started, in milliseconds since 1970
   * @param command its command line, as far as it tells
   */
  record Header(
      int format, String agentVersion, long pid, String jvm, long startMillis, String command)
      implements RunRecord {}

  /**
   * A class was loaded and instrumented.
   *
   * @param className internal name
   * @param classHash {@link ClassHash} of its file on disk, or null if there is none
   * @param sites how many call sites are watched in it
   */
  record Instrumented(String className, String classHash, int sites) implements RunRecord {}

  /**
   * A class that holds call sites was loaded but could not be, or was told not to be, instrumented:
   * nothing is known of its sites.
   *
   * @param className internal name
   * @param classHash as in {@link Instrumented}
   * @param reason why, as a phrase
   */
  record NotInstrumented(String className, String classHash, String reason) implements RunRecord {}

  /**
   * A site touched an imported table. Written before the access returns, the first time of each
   * site; further ones for a site may follow where exporter, mapping or test are new.
   *
   * @param site the site
   * @param kind kind of the access, in the contract's words ({@code PAGE})
   * @param mappedAt where the table was mapped, or null if unknown
   * @param exporter class name of the exporter, or null if unknown
   * @param buffer name of the buffer, or null if unknown
   * @param thread name of the thread
   * @param test name of the test that ran, or null if none did
   * @param nanos time since the JVM's start, in nanoseconds
   */
  record Access(
      AccessSite site,
      String kind,
      CallSite mappedAt,
      String exporter,
      String buffer,
      String thread,
      String test,
      long nanos)
      implements RunRecord {}

  /**
   * A site ran for the first time on something that was not imported.
   *
   * @param site the site
   * @param nanos time since the JVM's start, in nanoseconds
   */
  record Reached(AccessSite site, long nanos) implements RunRecord {}

  /**
   * How often a site ran, written at the end of the JVM; missing where it was killed.
   *
   * @param site the site
   * @param imported runs on imported tables
   * @param other runs on anything else
   */
  record Count(AccessSite site, long imported, long other) implements RunRecord {}

  /**
   * Something that the agent wants told.
   *
   * @param topic what it is about, one word
   * @param text a sentence
   */
  record Note(String topic, String text) implements RunRecord {}
}
