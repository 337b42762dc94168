package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar as users load it, on every SpotBugs that is promised to take it. */
class HostVersionsIT {
  @TempDir Path work;

  /** The hosts, and the newest Java whose own classes each can read. */
  static Stream<Arguments> hosts() {
    return Stream.of(
        Arguments.of("4.8.6", 23),
        Arguments.of("4.9.8", 25),
        Arguments.of(System.getProperty("detectors.latest"), 25));
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void finds_the_access_beside_all_other_detectors(String version, int newestJava)
      throws Exception {
    assumeTrue(
        Runtime.version().feature() <= newestJava,
        "SpotBugs " + version + " itself cannot run on this Java");
    Path api = ShapedApi.jar(work);
    Path classes =
        Sources.compile(work.resolve("classes"), List.of(api), Importers.CAMERA, Importers.MENDED);
    Report report = SpotBugs.version(version, work).aux(api).analyze(classes);
    assertEquals(List.of(), report.errors(), report.console());
    assertEquals(List.of(), report.missing(), report.console());
    assertEquals(
        List.of("shop.Camera.show(Llib/dma/DmaBuf;)Llib/dma/Page;:7"),
        report.of("DMABUF_PAGE_ACCESS").stream().map(Bug::where).toList(),
        report.console());
  }
}
