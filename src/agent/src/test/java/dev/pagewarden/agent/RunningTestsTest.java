package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningTestsTest {
  private final RunningTests tests = new RunningTests(true);
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    pool.shutdown();
  }

  private void start(String id, boolean isTest) {
    tests.start(id, id, isTest);
  }

  private String here() {
    RunningTest test = tests.current();
    return test == null ? null : test.name();
  }

  private String onPool() throws Exception {
    return pool.submit(this::here).get();
  }

  /** Runs on a thread that knows nothing of this one. */
  private static <T> T elsewhere(Callable<T> what) throws Exception {
    Object[] result = new Object[1];
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                result[0] = what.call();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            "elsewhere",
            0,
            false);
    thread.start();
    thread.join();
    @SuppressWarnings("unchecked")
    T typed = (T) result[0];
    return typed;
  }

  @Test
  void before_any_test_there_is_none() {
    assertEquals(null, here());
  }

  @Test
  void nested_ones_end_and_the_outer_goes_on() {
    start("c", false);
    assertEquals("c", here());
    start("c/t", true);
    assertEquals("c/t", here());
    tests.end("c/t");
    assertEquals("c", here());
    tests.end("c");
    assertEquals(null, here());
  }

  @Test
  void a_thread_of_a_test_is_the_tests_even_beside_others() throws Exception {
    start("c/t", true);
    elsewhere(
        () -> {
          start("d/u", true);
          return null;
        });
    String[] name = new String[1];
    Thread own = new Thread(() -> name[0] = here());
    own.start();
    own.join();
    assertEquals("c/t", name[0]);
  }

  @Test
  void a_pool_that_tests_may_share_is_nobodys_beside_others() throws Exception {
    start("c", false);
    start("c/t", true);
    assertEquals("c/t", onPool());
    elsewhere(
        () -> {
          start("c/u", true);
          return null;
        });
    assertEquals("c", onPool());
  }

  @Test
  void a_thread_that_outlives_its_test_works_for_the_one_that_runs() throws Exception {
    start("c/t", true);
    assertEquals("c/t", onPool());
    tests.end("c/t");
    start("c/u", true);
    assertEquals("c/u", onPool());
  }

  @Test
  void beside_other_classes_it_works_for_the_one_test_of_its_class() throws Exception {
    elsewhere(
        () -> {
          start("d/u", true);
          return null;
        });
    start("c", false);
    start("c/t", true);
    assertEquals("c/t", onPool());
    tests.end("c/t");
    assertEquals("c", onPool());
    start("c/v", true);
    assertEquals("c/v", onPool());
  }

  @Test
  void where_several_could_be_it_the_mapping_tells_or_nobody_is_named() throws Exception {
    start("c/t", true);
    RunningTest mappedIn = tests.current();
    elsewhere(
        () -> {
          start("d/u", true);
          return null;
        });
    assertEquals(null, elsewhere(this::here));
    assertEquals(mappedIn, elsewhere(() -> tests.current(mappedIn)));
    tests.end("c/t");
    assertEquals("d/u", elsewhere(() -> tests.current(mappedIn).name()));
  }

  @Test
  void on_the_thread_of_a_pool_that_tests_share_the_mapping_tells() throws Exception {
    start("c/clean", true);
    assertEquals("c/clean", onPool());
    RunningTest guilty =
        elsewhere(
            () -> {
              start("c/guilty", true);
              return tests.current();
            });
    assertEquals("c/guilty", pool.submit(() -> tests.current(guilty).name()).get());
    assertEquals("c/clean", tests.current(guilty).name());
  }

  @Test
  void a_thread_that_outlives_its_test_with_that_tests_table_is_no_other_tests() throws Exception {
    start("c", false);
    start("c/guilty", true);
    RunningTest guilty = tests.current();
    assertEquals("c/guilty", onPool());
    tests.end("c/guilty");
    start("c/clean", true);
    assertEquals("c/guilty", pool.submit(() -> tests.current(guilty).name()).get());
  }
}
