using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>One question and what became of it.</summary>
internal sealed class Elicitation(PendingQuestion question, string toAgent, string senderNonce)
{
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _claimed;
    private int _ended;
    private int _delivered;

    /// <summary>The question; its message and schema are let go when it has ended.</summary>
    public PendingQuestion Question { get; private set; } = question;

    /// <summary>About what the question takes in memory while it is open. One that a snapshot brings back ended has no schema any more.</summary>
    public int Bytes { get; } = (2 * question.Message.Length) + (question.Schema.ValueKind == JsonValueKind.Undefined ? 0 : JsonMarshal.GetRawUtf8Value(question.Schema).Length);

    public string ToAgent { get; } = toAgent;

    public string SenderNonce { get; } = senderNonce;

    public ElicitationState State { get; private set; }

    /// <summary>When it ended, in steady unix milliseconds; null while it has not.</summary>
    public long? EndedAt { get; private set; }

    public JsonElement? Data { get; private set; }

    public IDisposable? Watch { get; set; }

    /// <summary>Whether nobody has ended it or is about to.</summary>
    public bool IsOpen => Volatile.Read(ref _claimed) == 0;

    /// <summary>Takes the right to end it; exactly one caller ever gets true.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>Completes when whoever took the right to end it has done so or failed to; at once while nobody has.</summary>
    public Task Settled => IsOpen ? Task.CompletedTask : _settled.Task;

    /// <summary>The attempt to end it failed: whether its event is stored is unknown until the next start.</summary>
    public void Abandon() => _settled.TrySetResult();

    /// <summary>Gives the right to end it back: should the failed attempt be stored after all, the store refuses the next one.</summary>
    public void Release()
    {
        var settled = Interlocked.Exchange(ref _settled, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Volatile.Read(ref _ended) == 0) Volatile.Write(ref _claimed, 0);
        else _settled.TrySetResult();
        settled.TrySetResult();
    }

    /// <summary>True the first time.</summary>
    public bool TryDeliver() => Interlocked.Exchange(ref _delivered, 1) == 0;

    public bool IsParty(string agentId) => agentId == Question.FromAgent || agentId == ToAgent;

    /// <summary>Ends it as an event that is stored says; false when it has ended already.</summary>
    public bool TryEnd(ElicitationState state, long at, JsonElement? data)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1) return false;
        Volatile.Write(ref _claimed, 1);
        Watch?.Dispose();
        Watch = null;
        // A copy: the element itself would keep the whole request alive.
        Data = data?.Clone();
        EndedAt = at;
        Question = Question with { Message = "", Schema = default };
        State = state;
        _settled.TrySetResult();
        return true;
    }
}
