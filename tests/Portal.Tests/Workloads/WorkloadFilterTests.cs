using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Features.Workloads;

namespace ComputeNet.Portal.Tests.Workloads;

public class WorkloadFilterTests
{
    [Theory]
    [InlineData("running", WorkloadPhase.Running)]
    [InlineData("Finished", WorkloadPhase.Finished)]
    [InlineData("3", null)]
    [InlineData("flying", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void a_phase_that_is_not_one_of_ours_is_dropped(string? text, WorkloadPhase? phase) =>
        WorkloadFilter.Read(text, null, null, null).Phase.ShouldBe(phase);

    [Fact]
    public void what_is_written_into_the_address_is_read_back()
    {
        var filter = new WorkloadFilter(WorkloadPhase.Placed, "a.b", "two words", "acme");
        var written = filter.Write();

        WorkloadFilter.Read((string?)written["phase"], (string?)written["site"], (string?)written["search"], (string?)written["tenant"]).ShouldBe(filter);
    }

    [Fact]
    public void an_id_that_cannot_exist_is_not_sent() =>
        WorkloadFilter.Read(null, "<script>", "  ", "ACME").ShouldBe(WorkloadFilter.None);
}
