using ComputeNet.Adapters.Host;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Adapters.Program.Schedulers;

/// <summary>A scheduler that this executable can host.</summary>
/// <param name="Name">What <c>--scheduler</c> calls it.</param>
/// <param name="Compose">Adds its agents; what is wrong with the settings comes as an <see cref="AdapterSettingException"/>.</param>
internal sealed record HostedScheduler(string Name, Action<IServiceCollection, AdapterSettings> Compose);
