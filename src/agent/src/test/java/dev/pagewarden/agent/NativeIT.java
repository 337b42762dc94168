package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native code that calls accessors; needs a C compiler for Linux, without one it is skipped. */
class NativeIT {
  @TempDir Path home;

  @Test
  void an_access_by_native_code_is_put_down_to_the_method_that_called_it() throws Exception {
    Path library = compile("peek");
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.NativePeek", library.toString());
    assertEquals("false\n", result.out(), result.err());
    assertEquals(List.of(), Expectations.differences(result.read(), "NativePeek"));
  }

  private Path compile(String name) throws IOException, InterruptedException {
    Path headers = Path.of(System.getProperty("java.home"), "include");
    assumeTrue(Files.isDirectory(headers.resolve("linux")), "this JDK has no headers for Linux");
    Path library = home.resolve("lib" + name + ".so");
    Path source = Path.of(System.getProperty("sample.classes"), "sample", "native", name + ".c");
    ProcessBuilder compiler =
        new ProcessBuilder(
            "cc",
            "-shared",
            "-fPIC",
            "-I" + headers,
            "-I" + headers.resolve("linux"),
            "-o",
            library.toString(),
            source.toString());
    Process process = start(compiler.inheritIO());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the C compiler hangs");
    assertEquals(0, process.exitValue(), "the C compiler failed");
    return library;
  }

  private static Process start(ProcessBuilder compiler) {
    try {
      return compiler.start();
    } catch (IOException e) {
      assumeTrue(false, "there is no C compiler: " + e.getMessage());
      throw new AssertionError(e);
    }
  }
}
