namespace ComputeNet.Contracts.Sites;

public static class JobStates
{
    public static bool IsTerminal(this JobState state) => state >= JobState.Succeeded;
}
