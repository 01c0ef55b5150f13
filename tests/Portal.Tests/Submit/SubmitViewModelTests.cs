using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Submit;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Submit;

public class SubmitViewModelTests
{
    private static readonly CancellationToken Forever = CancellationToken.None;
    private readonly FakeWorkloads workloads = new();
    private readonly SubmitViewModel model;

    public SubmitViewModelTests()
    {
        model = new(workloads, new FakeFleet());
        (model.Form.Name, model.Form.Variants[0].Command) = ("job", "true");
    }

    [Fact]
    public async Task a_double_click_submits_once()
    {
        var answer = new TaskCompletionSource<Outcome<WorkloadAccepted>>();
        workloads.OnSubmit = () => answer.Task;
        var (first, second) = (model.SubmitAsync(Forever), model.SubmitAsync(Forever));
        answer.SetResult(new WorkloadAccepted(WorkloadId.From("w-1"), WorkloadPhase.Pending, null, 1));
        await Task.WhenAll(first, second);
        await model.SubmitAsync(Forever);

        workloads.Submits.Count.ShouldBe(1);
        model.Submitted.ShouldBe(WorkloadId.From("w-1"));
    }

    [Fact]
    public async Task a_retry_after_silence_carries_the_same_key()
    {
        await SubmitTwice(Trouble.Unreachable, between: () => { });

        workloads.Submits[1].Key.ShouldBe(workloads.Submits[0].Key);
        model.Trouble.ShouldBe(Trouble.Unreachable);
    }

    [Fact]
    public async Task an_answer_that_leaves_it_open_keeps_the_key_too()
    {
        await SubmitTwice(Trouble.Of(Refusal.Because("request-in-progress")), between: () => { });

        workloads.Submits[1].Key.ShouldBe(workloads.Submits[0].Key);
    }

    [Fact]
    public async Task other_content_carries_another_key()
    {
        await SubmitTwice(Trouble.Unreachable, between: () => model.Form.Priority = 51);

        workloads.Submits[1].Key.ShouldNotBe(workloads.Submits[0].Key);
    }

    [Fact]
    public async Task a_refusal_is_final_so_the_next_attempt_is_a_new_one()
    {
        await SubmitTwice(Trouble.Of(Refusal.Because("tenant-missing")), between: () => { });

        workloads.Submits[1].Key.ShouldNotBe(workloads.Submits[0].Key);
    }

    [Fact]
    public async Task what_was_previewed_is_what_is_current_until_the_form_changes()
    {
        workloads.PreviewAnswer = Plans.Sample.Decision();
        (await model.PreviewAsync(Forever)).ShouldBeTrue();
        model.PreviewIsCurrent.ShouldBeTrue();

        model.Form.Deadline = new(2027, 1, 1);

        model.PreviewIsCurrent.ShouldBeFalse();
        model.Decision.ShouldNotBeNull("the last answer stays readable");
    }

    [Fact]
    public async Task a_form_with_errors_asks_nothing()
    {
        model.Form.Name = "";

        (await model.PreviewAsync(Forever)).ShouldBeFalse();
        await model.SubmitAsync(Forever);

        workloads.Previews.ShouldBeEmpty();
        workloads.Submits.ShouldBeEmpty();
        model.ErrorOf("name").ShouldNotBeNull();
    }

    private async Task SubmitTwice(Trouble answer, Action between)
    {
        workloads.OnSubmit = () => Task.FromResult<Outcome<WorkloadAccepted>>(answer);
        await model.SubmitAsync(Forever);
        between();
        await model.SubmitAsync(Forever);
        workloads.Submits.Count.ShouldBe(2);
    }
}
