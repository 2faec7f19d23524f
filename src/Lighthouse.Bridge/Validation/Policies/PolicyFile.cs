using System.Security.Cryptography;
using System.Text.Json;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>Reads policy files.</summary>
internal static class PolicyFile
{
    private const int MostBytes = 1024 * 1024;
    private const string Shipped = "Lighthouse.Bridge.Validation.Policies.default-policy.json";

    /// <summary>The policy of a file, or the one that ships with the bridge.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or has mistakes.</exception>
    public static Policy Read(string? path, string project = PathRules.SymbolicProject, string home = PathRules.SymbolicHome) =>
        Parse(Bytes(path), path is null ? "the policy of the bridge" : Path.GetFileName(path), project, home);

    public static Policy Parse(byte[] bytes, string source, string project = PathRules.SymbolicProject, string home = PathRules.SymbolicHome)
    {
        PolicyNode root;
        try
        {
            root = PolicyNode.Parse(bytes);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            var line = problem is JsonException { LineNumber: { } at } ? at + 1 : 1;
            throw new ConfigurationException($"LHB6602: {source} line {line}: it is not JSON: {Cause(problem)} An object with format, tools and rules is allowed.");
        }

        return new PolicyReader(source, project, home).Read(root, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static string Cause(Exception problem) =>
        problem.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) is >= 0 and var end ? problem.Message[..end] : problem.Message;

    private static byte[] Bytes(string? path)
    {
        if (path is null)
        {
            using var stream = typeof(PolicyFile).Assembly.GetManifestResourceStream(Shipped)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }

        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MostBytes) throw new ConfigurationException($"LHB6601: the policy {Path.GetFileName(path)} has {file.Length} bytes; at most {MostBytes} are allowed.");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ConfigurationException(
                $"LHB6601: the policy {Path.GetFileName(path)} cannot be read: {problem.GetType().Name}. Bridge:Validation:PolicyPath must name a file that the bridge may read.");
        }
    }
}
