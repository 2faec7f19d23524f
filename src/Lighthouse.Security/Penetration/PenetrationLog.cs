using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration;

/// <summary>Collects for all classes at once, from several operations at a time; each finding once.</summary>
internal sealed class PenetrationLog(string attack, Uri target)
{
    private readonly AttackLog _log = new(attack);
    private readonly HashSet<(string Class, string Attempt)> _known = [];
    private readonly Lock _lock = new();

    public void Hide(string secret)
    {
        lock (_lock)
            _log.Secrets.Add(secret);
    }

    public void Control(string name, bool succeeded, string detail)
    {
        lock (_lock)
            _log.Control(name, succeeded, detail);
    }

    public void Attempt(string group, Answer answer, int count = 1)
    {
        lock (_lock)
            _log.Attempt(group, answer, count);
    }

    public bool IsKnown(string group, OpenApiOperation operation, Suspicion suspicion)
    {
        lock (_lock)
            return _known.Contains((group, Attempt(operation, suspicion)));
    }

    public void Find(string group, OpenApiOperation operation, Suspicion suspicion, RawRequest request, RawResponse response) =>
        Find(group, Attempt(operation, suspicion), suspicion.Flaw, request, response);

    /// <summary>Writes a finding down unless it is known. Only critical and high ones count as accepted.</summary>
    public void Find(string group, string attempt, Flaw flaw, RawRequest request, RawResponse response)
    {
        lock (_lock)
        {
            if (!_known.Add((group, attempt)))
                return;
            _log.Find(group, attempt, flaw, target, request, response);
            if (flaw.Severity <= Severity.High)
                _log.Attempt(group, Answer.Accepted);
        }
    }

    public AttackResult ToResult()
    {
        lock (_lock)
            return _log.ToResult();
    }

    private static string Attempt(OpenApiOperation operation, Suspicion suspicion) => $"{operation.Id}: {suspicion.What}";
}
