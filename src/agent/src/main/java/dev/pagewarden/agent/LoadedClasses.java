package dev.pagewarden.agent;

import java.lang.instrument.Instrumentation;

/** Has the classes probed that were loaded before the agent. */
final class LoadedClasses {
  private final Instrumentation instrumentation;
  private final ProbeTransformer transformer;
  private final Recorder recorder;
  private final Troubles troubles;

  LoadedClasses(
      Instrumentation instrumentation,
      ProbeTransformer transformer,
      Recorder recorder,
      Troubles troubles) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
    this.recorder = recorder;
    this.troubles = troubles;
  }

  /**
   * Retransforms the classes that have to do with the contract, by what their class files on disk
   * say: to ask the JVM for each would take it through all of them.
   */
  void retransform() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      String name = type.getName().replace('.', '/');
      if (transformer.mayConcern(loader, name) && instrumentation.isModifiableClass(type)) {
        byte[] classFile = ClassFiles.read(loader, name);
        if (classFile != null && transformer.mentionsContract(classFile)) {
          retransform(type, name);
        }
      }
    }
  }

  /** One at a time: one that cannot be changed must not keep the others from it. */
  private void retransform(Class<?> type, String internalName) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Exception | LinkageError | InternalError e) {
      troubles.report("class " + type.getName() + " got no probes", e);
      recorder.notInstrumented(internalName, null, "it was loaded before the agent: " + e);
    }
  }
}
