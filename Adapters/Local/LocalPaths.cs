using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Local;

/// <summary>
/// Where things are. State (closed to jobs): <c>jobs/&lt;job&gt;/</c> with <c>claim.json</c>, <c>launch.json</c>, <c>end.json</c>, <c>stop</c> and one folder per gang
/// member. Work (open to the job's user): <c>&lt;work&gt;/&lt;job&gt;/&lt;member&gt;/</c>, and checkpoints <c>&lt;work&gt;/.kept/&lt;workload&gt;/&lt;member&gt;/</c>. A job key is an identifier, so it is safe as a file name.
/// </summary>
public sealed class LocalPaths(string state, string work)
{
    public string Jobs { get; } = Path.Combine(state, "jobs");
    public string Work { get; } = work;
    public string Supervisor { get; } = Path.Combine(state, "supervisor.sh");
    public string NextUser { get; } = Path.Combine(state, "next-user");

    public string Job(JobKey job) => Path.Combine(Jobs, job.Value);
    public string Claim(JobKey job) => Path.Combine(Job(job), "claim.json");
    public string Launch(JobKey job) => Path.Combine(Job(job), "launch.json");
    public string End(JobKey job) => Path.Combine(Job(job), "end.json");
    public string Stop(JobKey job) => Path.Combine(Job(job), "stop");
    public string Member(JobKey job, int index) => Path.Combine(Job(job), $"member-{index}");
    public string WorkOf(JobKey job) => Path.Combine(Work, job.Value);
    public string WorkOf(JobKey job, int index) => Path.Combine(WorkOf(job), $"{index}");

    /// <summary>What outlives a job: the checkpoints of workloads that can be interrupted. No job key begins with a dot.</summary>
    public string Kept => Path.Combine(Work, ".kept");
    public string KeptOf(WorkloadId workload) => Path.Combine(Kept, workload.Value);
    public string KeptOf(WorkloadId workload, int index) => Path.Combine(KeptOf(workload), $"{index}");
}
