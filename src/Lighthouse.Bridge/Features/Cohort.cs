using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Bridge.Features;

/// <summary>
/// The cohort of an agent, 0 to 99: the first four bytes of SHA-256 over the UTF-8 of its name, as a big-endian number, modulo 100. It is the
/// same on every instance and in every version.
/// </summary>
public static class Cohort
{
    /// <summary>The highest cohort: a percentage above it takes every agent in.</summary>
    public const int Highest = 99;

    /// <summary>The cohort of a name.</summary>
    public static int Of(string agentId) => (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(agentId))) % 100);
}
