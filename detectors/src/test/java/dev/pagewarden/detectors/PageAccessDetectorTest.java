package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.BugReporter;
import edu.umd.cs.findbugs.classfile.Global;
import edu.umd.cs.findbugs.classfile.IAnalysisCache;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of the pass, where whatever is thrown ends SpotBugs' run for every detector. */
class PageAccessDetectorTest {
  private final List<String> logged = new ArrayList<>();
  private final List<Throwable> causes = new ArrayList<>();

  @AfterEach
  void leave_no_cache_behind() {
    Global.removeAnalysisCacheForCurrentThread();
  }

  @Test
  void a_failure_of_ours_is_logged_and_ends_nothing() {
    for (Throwable failure :
        List.of(
            new IllegalStateException("broken"),
            new StackOverflowError(),
            new NoClassDefFoundError("org/objectweb/asm/New"),
            new AssertionError())) {
      logged.clear();
      causes.clear();
      detectorWhoseClassPathThrows(failure).finishPass();
      assertEquals(1, logged.size());
      assertTrue(logged.get(0).startsWith("Pagewarden: the analysis failed"), logged.get(0));
      assertSame(failure, causes.get(0));
    }
  }

  @Test
  void running_out_of_memory_is_not_hidden() {
    PageAccessDetector detector = detectorWhoseClassPathThrows(new OutOfMemoryError());
    assertThrows(OutOfMemoryError.class, detector::finishPass);
  }

  private PageAccessDetector detectorWhoseClassPathThrows(Throwable failure) {
    Map<Object, Object> databases = new HashMap<>();
    Global.setAnalysisCacheForCurrentThread(
        proxy(
            IAnalysisCache.class,
            (method, arguments) -> {
              switch (method) {
                case "getOptionalDatabase":
                  return databases.get(arguments[0]);
                case "eagerlyPutDatabase":
                  databases.put(arguments[0], arguments[1]);
                  return null;
                default:
                  throw failure;
              }
            }));
    return new PageAccessDetector(
        proxy(
            BugReporter.class,
            (method, arguments) -> {
              assertEquals("logError", method);
              logged.add((String) arguments[0]);
              causes.add((Throwable) arguments[1]);
              return null;
            }));
  }

  private interface Answer {
    Object to(String method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName(), arguments)));
  }
}
