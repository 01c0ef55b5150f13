using ComputeNet.Client;
using ComputeNet.Contracts.Tenants;

namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>Somebody who has signed in to a running ComputeNet and uses its API as any script would.</summary>
public sealed class Person : IDisposable
{
    private readonly HttpClient http;

    private Person(HttpClient http, string token)
    {
        this.http = http;
        Token = token;
        Client = new ComputeNetClient(http, () => token);
    }

    public string Token { get; }

    public ComputeNetClient Client { get; }

    public static async Task<Person> SignInAsync(Uri address, string user, string password)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        var session = await new ComputeNetClient(http, () => null).SignInAsync(new SignIn(user, password));
        return new Person(http, session.Token);
    }

    /// <summary>Asks again for as long as there is nobody to answer, or only somebody who is just starting or stopping.</summary>
    public async Task<T> InsistAsync<T>(Func<ComputeNetClient, Task<T>> ask, TimeSpan patience)
    {
        using var patient = new CancellationTokenSource(patience);
        while (true)
        {
            try
            {
                return await ask(Client);
            }
            catch (Exception e) when (e is UnreachableException or ApiRefusedException { Problem.Status: >= 500 or 429 } && !patient.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
        }
    }

    public void Dispose() => http.Dispose();
}
