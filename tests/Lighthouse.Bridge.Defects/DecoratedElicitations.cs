using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects;

/// <summary>Elicitations as they are; a defect overrides what it spoils.</summary>
internal abstract class DecoratedElicitations(IElicitations inner) : IElicitations
{
    public virtual Task<CreatedElicitation> CreateAsync(Caller caller, Question question) => inner.CreateAsync(caller, question);

    public virtual IReadOnlyList<PendingQuestion> PendingFor(string agentId) => inner.PendingFor(agentId);

    public bool HasEnded(string elicitationId) => inner.HasEnded(elicitationId);

    public virtual Task<ElicitationState> RespondAsync(Caller caller, Answer answer) => inner.RespondAsync(caller, answer);

    public virtual Task<ElicitationView> ViewAsync(Caller caller, string elicitationId) => inner.ViewAsync(caller, elicitationId);

    public void MarkDelivered(string elicitationId) => inner.MarkDelivered(elicitationId);

    public void WatchDeadlines() => inner.WatchDeadlines();

    public ElicitationFigures Measure() => inner.Measure();

    public void Apply(StoredEvent stored) => inner.Apply(stored);
}
