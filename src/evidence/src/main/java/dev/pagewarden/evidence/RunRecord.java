package dev.pagewarden.evidence;

/** One line of a record file. */
public sealed interface RunRecord {

  /** The version of the format that this build writes and reads. */
  int FORMAT = 2;

  /**
   * The first line of a file: which run it is of.
   *
   * @param format version of the format, {@link #FORMAT} in what is written
   * @param agentVersion version of the agent
   * @param run what tells this run from all others, wherever their files are gathered
   * @param pid process id of the JVM
   * @param jvm name and version of the JVM
   * @param startMillis when the JVM started, in milliseconds since 1970
   * @param command its command line, as far as it tells
   */
  record Header(
      int format,
      String agentVersion,
      String run,
      long pid,
      String jvm,
      long startMillis,
      String command)
      implements RunRecord {
    /** Returns a header of the present format; its run is named when its file is made. */
    public static Header of(
        String agentVersion, long pid, String jvm, long startMillis, String command) {
      return new Header(FORMAT, agentVersion, "", pid, jvm, startMillis, command);
    }

    /** Returns the same header for a run of that name. */
    Header named(String name) {
      return new Header(format, agentVersion, name, pid, jvm, startMillis, command);
    }
  }

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
   * @param actor who did it
   * @param nanos time since the agent's start, in nanoseconds
   */
  record Access(
      AccessSite site,
      String kind,
      CallSite mappedAt,
      String exporter,
      String buffer,
      Actor actor,
      long nanos)
      implements RunRecord {}

  /**
   * Who did it.
   *
   * @param thread name of the thread; for a virtual thread without one, {@code VirtualThread[#7]}
   * @param test the test that ran ({@code a.b.CTest.method}), or null if none is known
   * @param testId its unique id on the JUnit Platform, or null if unknown
   */
  record Actor(String thread, String test, String testId) {}

  /**
   * A site ran for the first time on something that was not imported.
   *
   * @param site the site
   * @param nanos time since the agent's start, in nanoseconds
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
   * Something that the agent wants told to the program's author.
   *
   * @param topic what it is about, one word
   * @param text who did what where, and what to do about it; for people, so in Java's notation
   */
  record Note(String topic, String text) implements RunRecord {}

  /**
   * The last line of a run that came to its end. Where it is missing, the JVM was killed or is
   * still running.
   *
   * @param nanos time since the agent's start, in nanoseconds
   * @param lost how many records could not be written
   */
  record End(long nanos, long lost) implements RunRecord {}
}
