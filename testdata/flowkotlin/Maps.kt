package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.SgTable
import support.Rig

private data class Layered(val name: String, val table: SgTable)

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("maps"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsMapOf(table)
        acceptsMapOfOwn(table)
        reportsMutableMap(table)
        reportsIteration(table)
        reportsMapped(table)
        reportsAssociated(table)
        reportsBuildMap(table)
        acceptsTableAsKey(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsMapOf(table: SgTable) {
    val tables = mapOf("scanout" to table, "cursor" to table)
    Rig.check(tables["scanout"]!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.getValue("cursor").pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.values.first().pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(mapOf("only" to table)["only"]?.pages()?.size == 4, "") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsMapOfOwn(table: SgTable) {
    val theirs = mapOf("scanout" to table)
    val ours = mapOf("scanout" to Rig.ownTable())
    Rig.check(theirs.keys == ours.keys, "the same keys")
    Rig.check(ours["scanout"]!!.pages().size == 4, "four pages")
}

private fun reportsMutableMap(table: SgTable) {
    val tables = mutableMapOf<String, SgTable>()
    tables["scanout"] = table
    Rig.check(tables["scanout"]!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val got = tables.getOrPut("scanout") { Rig.ownTable() }
    Rig.check(got.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val put = HashMap<String, SgTable>().getOrPut("scanout") { table }
    Rig.check(put.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    tables += "cursor" to table
    Rig.check(tables.remove("cursor")!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsIteration(table: SgTable) {
    for ((name, some) in mapOf("scanout" to table)) {
        Rig.check(some.pages().size == 4, name) // expect: DMABUF_PAGE_ACCESS
    }
    mapOf("scanout" to table).forEach { (name, some) ->
        Rig.check(some.pages().size == 4, name) // expect: DMABUF_PAGE_ACCESS
    }
    for (entry in hashMapOf("scanout" to table)) {
        Rig.check(entry.value.pages().size == 4, entry.key) // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsMapped(table: SgTable) {
    val entries = mapOf("scanout" to table).mapValues { it.value.firstEntry() }
    Rig.check(entries["scanout"]!!.page() != null, "") // expect: DMABUF_PAGE_ACCESS
    val list = mapOf("scanout" to table).map { (name, some) -> Layered(name, some) }
    Rig.check(list[0].table.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val some = mapOf("scanout" to table).filterValues { it.nents() == 4 }
    Rig.check(some["scanout"]!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val pairs = mapOf("scanout" to table).toList()
    Rig.check(pairs[0].second.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsAssociated(table: SgTable) {
    val planes = listOf(Layered("scanout", table))
    val byName = planes.associateBy { it.name }
    Rig.check(byName["scanout"]!!.table.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val tables = planes.associate { it.name to it.table }
    Rig.check(tables["scanout"]!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val groups = planes.groupBy { it.name }
    Rig.check(groups["scanout"]!![0].table.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val with = listOf("scanout").associateWith { table }
    Rig.check(with["scanout"]!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val map = listOf("scanout" to table).toMap()
    Rig.check(map["scanout"]!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsBuildMap(table: SgTable) {
    val tables = buildMap {
        put("scanout", table)
    }
    Rig.check(tables["scanout"]!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val both = mapOf("own" to Rig.ownTable()) + ("scanout" to table)
    Rig.check(both["scanout"]!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsTableAsKey(table: SgTable) {
    val names = mapOf(table to "scanout")
    Rig.check(names[table] == "scanout", "its name")
    val ours = names.mapValues { Rig.ownTable() }
    Rig.check(ours.values.single().pages().size == 4, "four pages")
}
