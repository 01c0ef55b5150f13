using System.Globalization;
using System.Threading.RateLimiting;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Http.Problems;

namespace ComputeNet.Service.Tenants;

/// <summary>How often somebody may sign in or submit, counted per process in real time. Past that: 429 with Retry-After.</summary>
public sealed class RateLimits(OrchestratorOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> addresses = PerMinute(options.SignInsPerMinuteAndAddress);
    private readonly PartitionedRateLimiter<string> users = PerMinute(options.SignInsPerMinuteAndUser);
    private readonly PartitionedRateLimiter<string> enrolments = PerMinute(options.EnrolmentsPerMinuteAndAddress);
    private readonly PartitionedRateLimiter<string> submits = PartitionedRateLimiter.Create<string, string>(tenant =>
        RateLimitPartition.GetTokenBucketLimiter(tenant, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.SubmitBurstPerTenant,
            TokensPerPeriod = Math.Max(1, options.SubmitBurstPerTenant / 20),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    /// <summary>One sign-in, counted for its address and for the name that was typed, whether or not there is such a user.</summary>
    public void CountSignIn(HttpContext context, string user)
    {
        Take(context, addresses, context.Connection.RemoteIpAddress?.ToString() ?? "");
        Take(context, users, user);
    }

    /// <summary>One try of a join token, right or wrong.</summary>
    public void CountEnrolment(HttpContext context) => Take(context, enrolments, context.Connection.RemoteIpAddress?.ToString() ?? "");

    public void CountSubmits(HttpContext context, int count)
    {
        var caller = Caller.Of(context.User);
        // A batch that is larger than the whole bucket empties it.
        Take(context, submits, caller?.Tenant?.Value ?? caller?.User.Value ?? "", Math.Clamp(count, 1, options.SubmitBurstPerTenant));
    }

    public void Dispose()
    {
        addresses.Dispose();
        users.Dispose();
        enrolments.Dispose();
        submits.Dispose();
    }

    private static PartitionedRateLimiter<string> PerMinute(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    private static void Take(HttpContext context, PartitionedRateLimiter<string> limiter, string key, int permits = 1)
    {
        using var lease = limiter.AttemptAcquire(key, permits);
        if (lease.IsAcquired)
            return;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        throw new ProblemException(new("Too many requests", StatusCodes.Status429TooManyRequests, "too-many-requests", $"Try again in {seconds} s.",
            Facts: new Dictionary<string, string> { ["retryAfterSeconds"] = seconds }));
    }
}

public static class RateLimitConvention
{
    /// <summary>Counts each workload that is asked for as a submit of the caller's tenant.</summary>
    public static RouteHandlerBuilder LimitSubmits(this RouteHandlerBuilder route) => route.AddEndpointFilter((invocation, next) =>
    {
        var count = invocation.Arguments.Sum(a => a switch { SubmitWorkloads batch => batch.Items.Count, SubmitWorkflow workflow => workflow.Stages.Count, SubmitWorkload => 1, _ => 0 });
        invocation.HttpContext.RequestServices.GetRequiredService<RateLimits>().CountSubmits(invocation.HttpContext, count);
        return next(invocation);
    });
}
