using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Features.Submit;

namespace ComputeNet.Portal.Tests.Submit;

public class SubmitFormTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.CreateCustomTimeZone("test+8", TimeSpan.FromHours(8), "test+8", "test+8");

    [Fact]
    public void a_request_filled_in_and_read_back_is_the_same_request()
    {
        var request = new SubmitWorkload
        {
            Name = "job",
            GangMembers = 3,
            GangSpan = GangSpan.Site,
            Priority = 7,
            Interruptible = new() { CheckpointGigabytes = 2.5, ResumeMinutes = 10, ResumeYuan = 3, LeastMinutes = 45, StaysIn = DataBound.Region },
            Variants =
            [
                new()
                {
                    Architecture = Architecture.Ascend, Model = AcceleratorModelId.From("huawei-ascend-910b"), DevicesPerMember = 8, DeviceMemoryMebibytes = 1024,
                    ExpectedSeconds = 90, TimeLimitSeconds = 7200, Command = ["python", "train.py", "--title", "two words"],
                    Environment = new Dictionary<string, string> { ["A"] = "1=2", ["B"] = "" }, MemoryLimitMebibytes = 77,
                    MilliPerDevice = 250, Class = ServiceClass.BestEffort, DeviceIsolation = DeviceIsolation.HardwarePartition, MilliCoresPerMember = 4000, OneIsland = true,
                    ReferenceModel = AcceleratorModelId.From("huawei-ascend-910"), Steps = 1000, Throughput = [new(AcceleratorModelId.From("huawei-ascend-910"), 20, Basis.Measured)],
                },
            ],
            Placement = new()
            {
                AllowedCountries = ["CN"],
                AllowedRegions = [RegionId.From("cn-zhejiang")],
                AllowedSites = [SiteId.From("a")],
                DeniedSites = [SiteId.From("b")],
                ClientPlace = PlaceId.From("shanghai"),
                MaxLatencyMilliseconds = 12.5,
                EarliestStart = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero),
                Deadline = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero),
                DueBy = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero),
                Data = [new(SiteId.From("c"), 12, DataBound.Region)],
                MinTrust = 0.9,
                MinIsolation = Isolation.Container,
                AllowedOperatorCountries = ["CN"],
                Together = [WorkloadId.From("w-1")],
                Apart = [WorkloadId.From("w-2")],
            },
        };
        var form = new SubmitForm();
        form.Fill(request, Shanghai);

        Json(form.ToRequest(Shanghai)).ShouldBe(Json(request));
        form.EarliestStart.ShouldBe(new DateTime(2026, 11, 24, 9, 0, 0));
        SubmitFormErrors.Of(form).ShouldBeEmpty();
    }

    [Fact]
    public void terms_of_an_interruption_are_judged_only_when_it_may_happen()
    {
        var form = new SubmitForm { Name = "a" };
        form.Variants[0].Command = "train";
        (form.Interruption.CheckpointGigabytes, form.Interruption.ResumeMinutes, form.Interruption.ResumeYuan, form.Interruption.LeastMinutes) = (-1, null, -2, 0);
        SubmitFormErrors.Of(form).ShouldBeEmpty();
        form.ToRequest(Shanghai).Interruptible.ShouldBeNull();

        form.Interruption.IsAllowed = true;

        SubmitFormErrors.Of(form).Select(e => e.Path).ShouldBe(["interruptible.checkpointGigabytes", "interruptible.resumeMinutes", "interruptible.resumeYuan", "interruptible.leastMinutes"]);
    }

    [Fact]
    public void a_further_variant_takes_another_architecture_and_the_rest_from_the_last_one()
    {
        var form = new SubmitForm();
        form.Variants[0].Architecture = "cuda";
        form.Variants[0].Command = "train";
        form.Variants[0].DevicesPerMember = 8;

        var added = form.AddVariant();

        (added.Architecture, added.Command, added.DevicesPerMember).ShouldBe(("ascend", "train", 8));
        form.Variants.Select(v => v.Key).ShouldBeUnique();
    }

    [Fact]
    public void the_last_variant_cannot_be_removed_and_a_ninth_cannot_be_added()
    {
        var form = new SubmitForm();
        form.RemoveVariant(form.Variants[0]);
        form.Variants.Count.ShouldBe(1);
        while (form.CanAddVariant)
            form.AddVariant();
        form.Variants.Count.ShouldBe(8);
    }

    [Fact]
    public void every_wrong_field_is_named_at_once()
    {
        var form = new SubmitForm { Name = " ", GangMembers = 0, Priority = 101, MaxLatencyMilliseconds = 5, EarliestStart = new(2026, 1, 2), Deadline = new(2026, 1, 1) };
        form.Sites = form.DeniedSites = ["a"];
        var variant = form.Variants[0];
        (variant.Command, variant.Environment, variant.DevicesPerMember, variant.Limit.Amount) = ("'", "A=1\nno equals", null, 0);

        SubmitFormErrors.Of(form).Select(e => e.Path).ShouldBe(
        [
            "name", "gangMembers", "priority", "variants[0].devicesPerMember", "variants[0].timeLimitSeconds", "variants[0].command",
            "variants[0].environment", "placement.clientPlace", "placement.deadline", "placement.deniedSites",
        ]);
        SubmitFormErrors.Of(form).Single(e => e.Path.EndsWith("environment")).Facts["line"].ShouldBe("2");
    }

    [Fact]
    public void every_template_passes_the_form_and_survives_it_unchanged()
    {
        foreach (var template in SubmitTemplates.For([LocalSite], [Place("hangzhou"), Place("shanghai")]))
        {
            var form = new SubmitForm();
            form.Fill(template.Request, Shanghai);
            SubmitFormErrors.Of(form).ShouldBeEmpty(template.Key);
            Json(form.ToRequest(Shanghai)).ShouldBe(Json(template.Request));
        }
    }

    [Fact]
    public void an_example_that_needs_what_this_network_lacks_is_not_offered()
    {
        SubmitTemplates.For([LocalSite], [Place("shanghai")]).Select(t => t.Key).ShouldBe(["Primes", "TrainingGang", "Inference"]);
        SubmitTemplates.For([LocalSite with { IsSimulated = true }], []).Select(t => t.Key).ShouldBe(["TrainingGang"]);
    }

    [Theory]
    [InlineData(90, 90, DurationUnit.Seconds)]
    [InlineData(5400, 90, DurationUnit.Minutes)]
    [InlineData(7200, 2, DurationUnit.Hours)]
    [InlineData(172_800, 2, DurationUnit.Days)]
    public void a_duration_is_shown_in_the_largest_unit_that_it_fills(long seconds, double amount, DurationUnit unit)
    {
        var duration = new Duration();
        duration.Set(seconds);
        (duration.Amount, duration.Unit, duration.Seconds).ShouldBe((amount, unit, seconds));
    }

    private static SiteSummary LocalSite { get; } = new(
        SiteId.From("here"), "本机", "This machine", SiteKind.Local, null, RegionId.From("cn-zhejiang"), "CN", 30, 120, SiteState.Online, false, null,
        [Architecture.Cpu], 4, 0, null, null, null, null, 1);

    private static Contracts.World.PlaceView Place(string id) => new(PlaceId.From(id), id, id, "CN", 30, 120);

    private static string Json(SubmitWorkload request) => System.Text.Json.JsonSerializer.Serialize(request, Contracts.WireFormat.Json);
}
