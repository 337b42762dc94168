package dev.pagewarden.agent;

import dev.pagewarden.evidence.RunRecord;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * An agent put together.
 *
 * @param transformer gives classes their probes
 * @param warden what the probes report to
 * @param ledger which objects are imported
 * @param recorder what is told of it
 * @param tests which test runs
 */
record AgentParts(
    ProbeTransformer transformer,
    Warden warden,
    Ledger ledger,
    Recorder recorder,
    RunningTests tests) {

  /**
   * Puts an agent together; it is not at work yet.
   *
   * @param contract what to look for
   * @param instrumentation of this JVM
   * @param bridge through which the probes call, or null if none will run
   * @param options what to do
   * @param sink takes the records
   * @param troubles told of what goes wrong
   */
  static AgentParts assemble(
      LazyContract contract,
      Instrumentation instrumentation,
      Bridge bridge,
      AgentOptions options,
      Consumer<RunRecord> sink,
      Troubles troubles)
      throws IOException {
    Registry registry = new Registry(options.maxSites());
    Scope scope = new Scope(options.includes(), options.excludes());
    Callers callers = new Callers(contract, registry, scope);
    ThreadStates states = new ThreadStates();
    Switches switches = new Switches(bridge, troubles);
    RunningTests tests = new RunningTests(options.is(AgentOption.FAIL_TESTS));
    Recorder recorder =
        new Recorder(sink, registry, states, callers, tests, options.is(AgentOption.JFR));
    boolean scrambling = options.strategy() == AgentOptions.Strategy.XOR;
    boolean copying = options.strategy() == AgentOptions.Strategy.WRAP;
    TableScramblers scramblers =
        new TableScramblers(contract, instrumentation, scrambling, troubles);
    Ledger ledger = new Ledger(scramblers, new Marks(instrumentation), switches, copying);
    TableCopies copies =
        copying
            ? new TableCopies(
                new TableCopier(scramblers, new PartKinds(contract), instrumentation),
                new ApiSide(contract),
                ledger,
                switches,
                recorder,
                troubles)
            : null;
    LoanNotes notes = new LoanNotes(callers, recorder);
    Loans loans =
        new Loans(ledger, new Buffers(contract, instrumentation), notes, recorder, copies);
    Attribution attribution = new Attribution(switches, callers);
    Accesses accesses =
        new Accesses(
            registry,
            switches,
            ledger,
            attribution,
            new FieldHandles(contract, instrumentation),
            recorder,
            options.refusing());
    Warden warden =
        new Warden(registry, states, switches, loans, accesses, attribution, recorder, troubles);
    Path dumps = options.dumpDirectory();
    ClassDump dump = dumps == null ? null : new ClassDump(dumps.toAbsolutePath(), troubles);
    return new AgentParts(
        new ProbeTransformer(
            contract, scope, registry, recorder, troubles, dump, switches, copying),
        warden,
        ledger,
        recorder,
        tests);
  }

  /** Makes the probes report here. */
  void connect(Bridge bridge) throws ReflectiveOperationException {
    bridge.connect(warden);
  }

  /** Treats an object as a table that was just mapped. */
  void lendForTest(Object table) {
    Lease lease = ledger.leaseFor(table);
    lease.lendAtMap();
    lease.handOut(null, null, null);
    ledger.handedOut(lease, table);
  }
}
