package dev.pagewarden.agent;

import dev.pagewarden.contract.ContractSource;
import dev.pagewarden.evidence.RecordWriter;
import dev.pagewarden.evidence.RunRecord;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The agent's entry: {@code -javaagent:pagewarden-agent.jar[=name=value,...]}, or by attachment to
 * a JVM that runs.
 *
 * <p>Whatever goes wrong here, the program goes on: the agent says in one line on standard error
 * what it was and stays off. With {@code on-error=stop} the JVM ends instead.
 */
public final class PagewardenAgent {
  /** The system property that keeps the agent off, whatever its options say. */
  private static final String SKIP = "pagewarden.skip";

  private PagewardenAgent() {}

  /**
   * Starts the agent before the program.
   *
   * @param options what follows the jar's {@code =}, or null
   * @param instrumentation of this JVM
   */
  public static void premain(String options, Instrumentation instrumentation) {
    begin(options, instrumentation, false);
  }

  /**
   * Starts the agent in a JVM that runs already. Classes that are loaded are retransformed; tables
   * that are mapped already are not known to be.
   *
   * @param options what the attaching program says, or null
   * @param instrumentation of this JVM
   */
  public static void agentmain(String options, Instrumentation instrumentation) {
    begin(options, instrumentation, true);
  }

  private static void begin(String options, Instrumentation instrumentation, boolean late) {
    AgentOptions parsed = AgentOptions.parse(options);
    try {
      if (Boolean.getBoolean(SKIP)) {
        return;
      }
      if (!parsed.mistakes().isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", parsed.mistakes()));
      }
      if (parsed.enabled()) {
        start(parsed, instrumentation, late);
      }
    } catch (Throwable e) {
      off(reason(e), parsed);
    }
  }

  /** What went wrong, as far as an exception tells. */
  private static String reason(Throwable e) {
    if (e instanceof InvocationTargetException && e.getCause() != null) {
      return reason(e.getCause());
    }
    if (e instanceof SecurityException) {
      return "the security manager forbids it ("
          + e.getMessage()
          + "); grant java.security.AllPermission to the agent's jar";
    }
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + " does not exist";
    }
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " is no directory";
    }
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + " must not be written to";
    }
    return e instanceof IOException || e instanceof IllegalArgumentException
        ? e.getMessage()
        : e.toString();
  }

  private static void start(AgentOptions options, Instrumentation instrumentation, boolean late)
      throws IOException, ReflectiveOperationException {
    if (Bridge.isDefined()) {
      off(
          "another Pagewarden agent is at work in this JVM; remove one of the -javaagent options",
          options);
      return;
    }
    LazyContract contract = contract(options);
    RecordWriter writer = writer(options.recordDirectory().toAbsolutePath());
    Bridge bridge = Bridge.of(BridgeInstaller.install(instrumentation));
    Troubles troubles = new Troubles(System.err);
    Journal journal = new Journal(writer, troubles);
    AgentParts parts =
        AgentParts.assemble(contract, instrumentation, bridge, options, journal, troubles);
    if (late) {
      parts.warden().comeLate();
    }
    prepareProof(parts, contract, instrumentation, bridge, options);
    instrumentation.addTransformer(parts.transformer(), true);
    new LoadedClasses(instrumentation, parts.transformer(), parts.recorder(), troubles)
        .retransform();
    TestMonitor.connect(parts.tests());
    JUnitSupport.prepare(options, instrumentation, troubles);
    if (options.is(AgentOption.JMX)) {
      ManagementWatch.begin(
          instrumentation, () -> new Management(parts.recorder(), writer), troubles);
    }
    boolean summary = options.is(AgentOption.SUMMARY);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> journal.finish(parts.recorder(), summary), "pagewarden-counts"));
  }

  /**
   * Has the agent tested when there is first something to do. At once where that could be too late:
   * if the JVM is to stop at an error, or if a class loader of the program's own loads the agent,
   * which must not be kept waiting for itself.
   */
  private static void prepareProof(
      AgentParts parts,
      LazyContract contract,
      Instrumentation instrumentation,
      Bridge bridge,
      AgentOptions options)
      throws IOException, ReflectiveOperationException {
    Proof proof = new Proof(contract, instrumentation, bridge, parts.warden());
    boolean ownLoader = ClassLoader.getSystemClassLoader().getClass().getClassLoader() != null;
    if (options.stopping() || ownLoader) {
      proof.run();
    } else {
      parts.transformer().proveFirst(proof);
    }
  }

  private static RecordWriter writer(Path directory) throws IOException {
    try {
      return RecordWriter.open(directory, header());
    } catch (IOException e) {
      throw new IOException("no records can be written to " + directory + ": " + reason(e), e);
    }
  }

  private static LazyContract contract(AgentOptions options) throws IOException {
    try {
      return readContract(options);
    } catch (IOException e) {
      throw new IOException("a contract cannot be read: " + reason(e), e);
    }
  }

  private static LazyContract readContract(AgentOptions options) throws IOException {
    List<ContractSource> additions =
        new ArrayList<>(ContractSource.carriedBy(ClassLoader.getSystemClassLoader()));
    String files = options.contractFiles();
    additions.addAll(
        ContractSource.named(
            files.isEmpty() ? System.getProperty(ContractSource.PROPERTY) : files));
    return LazyContract.of(additions);
  }

  private static RunRecord.Header header() {
    ProcessHandle process = ProcessHandle.current();
    long startMillis =
        process
            .info()
            .startInstant()
            .map(Instant::toEpochMilli)
            .orElseGet(System::currentTimeMillis);
    return RunRecord.Header.of(
        version(),
        process.pid(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        startMillis,
        System.getProperty("sun.java.command", ""));
  }

  private static String version() {
    String version = PagewardenAgent.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private static void off(String why, AgentOptions options) {
    System.err.println(Troubles.PREFIX + "the agent is off: " + why);
    if (options.stopping()) {
      System.err.println(Troubles.PREFIX + "the JVM stops, as on-error=stop says");
      System.exit(1);
    }
  }
}
