using System.Text.Json.Nodes;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Validation.Caching;
using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>Holds the policy and replaces it as a whole.</summary>
internal sealed class PolicyBook(BridgeOptions options, IPathRules paths, IVerdictCache cache, Journal journal, ILogger<PolicyBook> log) : IPolicies, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Policy _current = PolicyFile.Read(options.Validation.PolicyPath, paths.Project, paths.Home);
    private long _refused;

    public Policy Current => Volatile.Read(ref _current);

    public long Refused => Volatile.Read(ref _refused);

    public async Task<Policy> ReloadAsync(string by)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            var policy = PolicyFile.Read(options.Validation.PolicyPath, paths.Project, paths.Home);
            // Written first: a policy that holds without a record of it would make every later decision unaccountable.
            var data = new JsonObject { ["policy_version"] = policy.Version, ["previous_version"] = Current.Version, ["rules"] = policy.Rules.Count, ["changed_by"] = by };
            await journal.WriteAsync(BridgeEvents.ValidationPolicyChanged, "policy", policy.Version, by, data);
            Volatile.Write(ref _current, policy);
            // The version in each key already keeps old verdicts away; this only makes room.
            cache.Clear();
            log.LogInformation("The policy {PolicyVersion} with {Rules} rules holds", policy.Version, policy.Rules.Count);
            return policy;
        }
        catch (ConfigurationException problem)
        {
            Interlocked.Increment(ref _refused);
            log.LogError("A new policy was refused, {PolicyVersion} still holds: {Problem}", Current.Version, problem.Message);
            throw;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
