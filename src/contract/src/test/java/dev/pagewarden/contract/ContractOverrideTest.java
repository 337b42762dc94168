package dev.pagewarden.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContractOverrideTest {
  private static Contract with(String... texts) {
    List<ContractSource> sources = new ArrayList<>();
    for (String text : texts) {
      sources.add(new ContractSource("p" + sources.size() + ".yaml", text));
    }
    return Contract.load(sources).orThrow();
  }

  private static Optional<Member> find(Contract contract, String owner, String name, String desc) {
    return contract.find(owner, name, desc, null);
  }

  @Test
  void project_teaches_an_api_of_its_own() {
    Contract contract =
        with(
            """
            types:
              table: [com.acme.FrameTable]
              page: [com.acme.Frame.Chunk]
            map:
              - member: Camera.acquire
                result: table
              - member: Camera.withFrame(long, Consumer)
                callback: {argument: 1, receives: table}
            unmap:
              - member: Camera.release
            access:
              - member: FrameTable.chunk(int)
                kind: page
                result: page
                remedy: use FrameTable.address()
            """);
    assertEquals(
        Role.MAP,
        find(contract, "com/acme/Camera", "acquire", "()Lcom/acme/FrameTable;").get().role());
    Member callback =
        find(contract, "com/acme/Camera", "withFrame", "(JLjava/util/function/Consumer;)V").get();
    assertEquals(new Callback(1, 0, new Carrier(Subject.TABLE, Form.ONE)), callback.callback());
    Member unmap = find(contract, "com/acme/Camera", "release", "(ILcom/acme/FrameTable;)V").get();
    assertEquals(List.of(1), contract.operands(unmap, "(ILcom/acme/FrameTable;)V", null));
    String chunk = "(I)Lcom/acme/Frame$Chunk;";
    Member access = find(contract, "com/acme/FrameTable", "chunk", chunk).get();
    assertEquals("p0.yaml:12", access.origin());
    assertEquals(new Carrier(Subject.TABLE, Form.ONE), access.takes());
    assertTrue(find(contract, "com/acme/FrameTable", "chunk", "(J)Lcom/acme/Chunk;").isEmpty());
    assertEquals(Subject.PAGE, contract.subjectOf("com/acme/Frame$Chunk").get());
    assertTrue(contract.subjectOf("com/acme/Chunk").isEmpty());
    assertTrue(contract.subjectOf("org/acme/FrameTable").isEmpty());
    assertTrue(contract.mapNames().contains("acquire"));
    assertEquals(Vocabulary.MAPS, contract.vocabulary().mentions("acquire"));
    assertTrue(find(contract, "x/DmaBuf", "mapAttachment", "()Lx/SgTable;").isPresent());
  }

  @Test
  void later_word_wins_over_the_built_in_one_and_over_earlier_documents() {
    Contract contract =
        with(
            "access: [{member: Scatterlist.length, kind: count, remedy: first}]",
            "access: [{member: Scatterlist.length, kind: page, remedy: second}]");
    Member length = find(contract, "x/Scatterlist", "length", "()I").get();
    assertEquals(AccessKind.PAGE, length.kind());
    assertEquals("second", length.remedy());
    assertEquals("p1.yaml:1", length.origin());
    assertEquals(1, contract.members().stream().filter(m -> m.name().equals("length")).count() - 1);
  }

  @Test
  void neutral_takes_a_member_out_of_a_wider_rule() {
    Contract contract = with("neutral: [Page.colour, SgTable.origNents]");
    assertFalse(find(contract, "x/Page", "colour", "()I").isPresent());
    assertTrue(find(contract, "x/Page", "color", "()I").isPresent());
    assertFalse(find(contract, "x/SgTable", "origNents", "()I").isPresent());
  }

  @Test
  void nearest_type_decides_and_a_name_beats_a_wildcard() {
    Contract contract =
        with(
            """
            types: {page: [SafePage]}
            neutral: [SafePage.pageFrameNumber]
            dma: [SafePage.*]
            """);
    Hierarchy hierarchy = type -> List.of(type, "x/Page", "java/lang/Object");
    assertTrue(contract.find("x/SafePage", "pageFrameNumber", "()J", hierarchy).isEmpty());
    assertEquals(
        Role.DMA, contract.find("x/SafePage", "physicalAddress", "()J", hierarchy).get().role());
    assertEquals(Role.ACCESS, contract.find("x/SafePage", "map", "()V", hierarchy).get().role());
  }

  @Test
  void parameters_tell_overloads_apart() {
    Contract contract =
        with(
            """
            dma:
              - SgTable.copyTo(java.nio.ByteBuffer, long[], int)
              - SgTable.copyTo()
            """);
    assertEquals(
        Role.DMA,
        find(contract, "x/SgTable", "copyTo", "(Ljava/nio/ByteBuffer;[JI)V").get().role());
    assertEquals(Role.DMA, find(contract, "x/SgTable", "copyTo", "()V").get().role());
    assertEquals(
        Role.ACCESS,
        find(contract, "x/SgTable", "copyTo", "(Ljava/nio/ByteBuffer;JI)V").get().role());
  }

  @Test
  void generic_argument_may_be_the_operand_where_none_is_typed() {
    Contract contract = Contract.builtIn();
    String descriptor = "(ILjava/lang/Object;Ljava/lang/Object;)V";
    Member unmap = find(contract, "x/Any", "unmapAttachment", descriptor).get();
    assertEquals(List.of(1, 2), contract.operands(unmap, descriptor, null));
    assertEquals(List.of(), contract.operands(unmap, "(ILjava/lang/String;)V", null));
  }

  @Test
  void rules_keep_to_methods_or_fields() {
    Contract contract = with("access: [{field: SgTable.sgl, kind: page, remedy: r}]");
    assertTrue(find(contract, "x/SgTable", "sgl", "Lx/Scatterlist;").isPresent());
    assertTrue(find(contract, "x/SgTable", "sgl", "()Lx/Scatterlist;").isEmpty());
    assertTrue(find(contract, "[Lx/Page;", "clone", "()Ljava/lang/Object;").isEmpty());
    assertTrue(find(contract, "[Lx/Page;", "anything", "()V").isEmpty());
  }

  @Test
  void prefilter_never_hides_what_find_finds() {
    Contract contract = Contract.builtIn();
    for (Member member : contract.members()) {
      String name = member.name().equals(Member.ANY) ? "whatever" : member.name();
      assertTrue(contract.members(name).contains(member), member.toString());
    }
    assertEquals(List.of(), contract.members("hashCode"));
  }
}
