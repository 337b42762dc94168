package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Page
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import support.Rig

private data class Named(val name: String, val table: SgTable)

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("collections"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsListOf(table)
        acceptsListOfOwn(table)
        reportsMutableList(table)
        reportsMap(table)
        acceptsMapToOwn(table)
        reportsFilter(table)
        reportsForEach(table)
        reportsFind(table)
        reportsEntriesOfTable(table)
        reportsFlatMapAndZip(table)
        reportsFold(table)
        reportsArrays(table)
        reportsBuildList(table)
        reportsSorted(table)
        acceptsAddresses(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsListOf(table: SgTable) {
    val tables = listOf(table, table)
    Rig.check(tables[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.first().pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.last().pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(listOf(table).single().pages().size == 4, "four") // expect: DMABUF_PAGE_ACCESS
    Rig.check(listOfNotNull(null, table)[0].pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsListOfOwn(table: SgTable) {
    val theirs = listOf(table)
    val ours = listOf(Rig.ownTable())
    Rig.check(theirs.size == ours.size, "as many")
    Rig.check(ours.first().pages().size == 4, "four pages")
    Rig.check(table in theirs && table !in ours, "where it is")
}

private fun reportsMutableList(table: SgTable) {
    val tables = mutableListOf<SgTable>()
    tables += table
    tables.add(table)
    Rig.check(tables.removeAt(0).pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    for (some in tables) {
        Rig.check(some.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
    val more = listOf(Rig.ownTable()) + listOf(table)
    Rig.check(more[1].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsMap(table: SgTable) {
    val entries = listOf(table).map { it.firstEntry() }
    Rig.check(entries[0].page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    val pages = listOf(table).map { it.pages().size } // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.sum() == 4, "four pages")
    val some = listOf("a", "b").mapNotNull { if (it == "a") table else null }
    Rig.check(some.single().pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val indexed = listOf(table).mapIndexed { i, it -> Named("$i", it) }
    Rig.check(indexed[0].table.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsMapToOwn(table: SgTable) {
    val ours = listOf(table).map { Rig.ownTable() }
    Rig.check(ours[0].pages().size == 4, "four pages")
    val lengths = listOf(table).map { it.nents() }
    Rig.check(lengths.sum() == 4, "four entries")
}

private fun reportsFilter(table: SgTable) {
    val some = listOf(table).filter { it.nents() == 4 }
    Rig.check(some[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val typed = listOf<Any>("text", table).filterIsInstance<SgTable>()
    Rig.check(typed[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val (many, few) = listOf(table, Rig.ownTable(1)).partition { it.nents() == 4 }
    Rig.check(many[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(few.size == 1, "one")
    Rig.check(listOf(table).any { it.pages().size == 4 }, "four") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsForEach(table: SgTable) {
    listOf(table).forEach { Rig.check(it.pages().size == 4, "four") } // expect: DMABUF_PAGE_ACCESS
    listOf(table).forEachIndexed { i, some ->
        Rig.check(some.pages().size == 4 - i, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
    listOf(table).onEach { Rig.check(it.nents() == 4, "four") }
        .forEach { Rig.check(it.firstEntry().page() != null, "") } // expect: DMABUF_PAGE_ACCESS
    for ((i, some) in listOf(table).withIndex()) {
        Rig.check(some.pages().size == 4, "page $i") // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsFind(table: SgTable) {
    val tables = listOf(table)
    Rig.check(tables.first { it.nents() == 4 }.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.find { it.nents() == 4 }!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.firstOrNull()?.pages()?.size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.getOrNull(0)?.pages()?.size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.maxByOrNull { it.nents() }!!.pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.getOrElse(9) { Rig.ownTable() }.nents() == 4, "")
}

private fun reportsEntriesOfTable(table: SgTable) {
    val pages = table.map { it.page() } // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.size == 4, "four pages")
    for (entry in table) {
        Rig.check(entry.virtualAddress() != 0L, "") // expect: DMABUF_PAGE_ACCESS
    }
    val entries: List<Scatterlist> = table.toList()
    Rig.check(entries[2].page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check(table.sumOf { it.dmaLength() } == Rig.FRAME_BYTES.toLong(), "all bytes")
    Rig.check(table.first().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsFlatMapAndZip(table: SgTable) {
    val entries = listOf(table, table).flatMap { it.toList() }
    Rig.check(entries.last().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    val pairs = listOf("scanout").zip(listOf(table))
    Rig.check(pairs[0].second.pages().size == 4, pairs[0].first) // expect: DMABUF_PAGE_ACCESS
    for ((name, some) in listOf("scanout") zip listOf(table)) {
        Rig.check(some.pages().size == 4, name) // expect: DMABUF_PAGE_ACCESS
    }
    val flat = listOf(listOf(table), emptyList()).flatten()
    Rig.check(flat[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsFold(table: SgTable) {
    val count = listOf(table).fold(0) { sum, some -> sum + some.pages().size } // expect: DMABUF_PAGE_ACCESS
    Rig.check(count == 4, "four pages")
    val last = listOf(Rig.ownTable(), table).reduce { _, some -> some }
    Rig.check(last.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val kept = listOf(table).fold(Rig.ownTable()) { first, _ -> first }
    Rig.check(kept.pages().size == 4, "four pages")
}

private fun reportsArrays(table: SgTable) {
    val array = arrayOf(table, Rig.ownTable())
    Rig.check(array[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(array[1].pages().size == 4, "four pages")
    val typed = listOf(table).toTypedArray()
    Rig.check(typed[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val made = Array(2) { table }
    Rig.check(made[1].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val nulls = arrayOfNulls<SgTable>(1)
    nulls[0] = table
    Rig.check(nulls[0]!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(array.first().pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    array.forEach { Rig.check(it.nents() == 4, "four entries") }
}

private fun reportsBuildList(table: SgTable) {
    val tables = buildList {
        add(table)
        addAll(listOf(table))
    }
    Rig.check(tables[1].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val ours = buildList { add(Rig.ownTable()) }
    Rig.check(ours[0].pages().size == 4, "four pages")
    val made = List(2) { table.firstEntry() }
    Rig.check(made[0].page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsSorted(table: SgTable) {
    val sorted = listOf(table, Rig.ownTable(1)).sortedByDescending { it.nents() }
    Rig.check(sorted[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(listOf(table).reversed()[0].pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(setOf(table).first().pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(listOf(table).take(1)[0].pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(listOf(table).distinct()[0].pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val queue = ArrayDeque<SgTable>()
    queue.addLast(table)
    Rig.check(queue.removeFirst().pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    val chunk = listOf(table, table).chunked(1)[1]
    Rig.check(chunk[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsAddresses(table: SgTable) {
    val addresses = table.dmaAddresses().toList()
    val pages: List<Page> = Rig.ownPages(2).toList()
    Rig.check(addresses.zip(pages).all { (address, page) -> address != 0L && page.map() != null }, "")
    Rig.check(table.joinToString { "${it.dmaAddress()}" }.isNotEmpty(), "some text")
}
