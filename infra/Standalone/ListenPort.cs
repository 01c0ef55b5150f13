using System.Net;
using System.Net.Sockets;

namespace ComputeNet.Standalone;

/// <summary>The port to serve on, known to be free before anything else is started.</summary>
public static class ListenPort
{
    /// <param name="wanted">0 takes any free one.</param>
    public static int Claim(int wanted)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wanted);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new StartupRefusedException($"Port {wanted} is {(e.SocketErrorCode == SocketError.AccessDenied ? "not allowed to this user" : "taken")}: choose another one with --port.");
        }
    }
}
