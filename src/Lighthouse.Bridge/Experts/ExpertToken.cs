using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.Experts;

/// <summary>
/// What proves that a request comes from the newest registration of an expert, not from an older process of the same agent. It is derived
/// from the registration's id, so that it is stored nowhere and outlives a restart.
/// </summary>
internal sealed class ExpertToken(BridgeOptions options)
{
    // A key of its own: no session token can be taken for one of these.
    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.TokenSecret), "expert registration"u8);

    public string Issue(string agentId, string registrationId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{agentId}\n{registrationId}")));

    public bool IsGenuine(string token, string agentId, string registrationId) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Issue(agentId, registrationId)), Encoding.UTF8.GetBytes(token));
}
