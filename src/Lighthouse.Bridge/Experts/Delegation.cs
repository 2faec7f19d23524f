namespace Lighthouse.Bridge.Experts;

/// <summary>
/// One piece of work and what became of it. Whoever changes it (hands it out, moves it, ends it) takes the right to do so first; nobody else
/// changes it meanwhile, and whoever wants to know waits until the change is stored or has failed.
/// </summary>
internal sealed class Delegation(string id, DelegationRequest request, string expert, long createdAt, long expiresAt)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _changing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOver;

    public string Id { get; } = id;

    public DelegationRequest Request { get; private set; } = request;

    public string Expert { get; private set; } = expert;

    /// <summary>Sequence of the event that gave it to its expert; 0 for the first one.</summary>
    public long MovedBy { get; private set; }

    public long CreatedAt { get; } = createdAt;

    public long ExpiresAt { get; } = expiresAt;

    public DelegationEnd? End { get; private set; }

    public IDisposable? Watch { get; set; }

    /// <summary>Whether its expert can end it now.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock) return _changing is null && !_isOver;
        }
    }

    /// <summary>Whether it has ended, or whether it has cannot be known.</summary>
    public bool IsOver
    {
        get
        {
            lock (_lock) return _isOver;
        }
    }

    /// <summary>Completes when nobody is changing it.</summary>
    public Task Settled
    {
        get
        {
            lock (_lock) return _changing?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Completes when it is over.</summary>
    public Task Over => _ended.Task;

    public DelegationView View
    {
        get
        {
            lock (_lock) return new(Id, Request, Expert, CreatedAt, ExpiresAt, End);
        }
    }

    public bool IsParty(string agentId) => agentId == Request.FromAgent || agentId == Expert;

    /// <summary>Takes the right to change it; false when somebody has it or it is over.</summary>
    public bool TryClaim()
    {
        lock (_lock)
        {
            if (_changing is not null || _isOver) return false;
            _changing = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    /// <summary>Gives the right back: it is still, or from now on, open.</summary>
    public void Reopen() => Settle(over: false);

    /// <summary>Gives it to another expert, as a stored event says; false when it is over or a newer event gave it to somebody else.</summary>
    public bool TryMoveTo(string expert, long sequence)
    {
        lock (_lock)
        {
            if (_isOver || sequence <= MovedBy) return false;
            (Expert, MovedBy) = (expert, sequence);
            return true;
        }
    }

    /// <summary>Ends it as a stored event says, whoever is changing it meanwhile; false when it was over already.</summary>
    /// <param name="end">How.</param>
    /// <param name="beforeTold">What is to be done before those hear of it who wait for it; not called when it was over already.</param>
    public bool TryFinish(DelegationEnd end, Action beforeTold)
    {
        bool isFirst;
        lock (_lock)
        {
            if (End is not null) return false;
            // Copies: an element itself would keep the whole request alive.
            End = end with { Result = end.Result?.Clone() };
            Request = Request with { Input = null, Metadata = null };
            isFirst = BecomesOver();
        }

        return Settle(isFirst, beforeTold);
    }

    /// <summary>
    /// The attempt to store it or its end failed: whether its event is stored is unknown until the next start. False when it was over already, as by
    /// an end that another instance stored meanwhile.
    /// </summary>
    /// <param name="beforeTold">What is to be done before those hear of it who wait for it; not called when it was over already.</param>
    public bool TryAbandon(Action beforeTold)
    {
        bool isFirst;
        lock (_lock) isFirst = BecomesOver();
        return Settle(isFirst, beforeTold);
    }

    private bool BecomesOver()
    {
        var isFirst = !_isOver;
        _isOver = true;
        return isFirst;
    }

    private bool Settle(bool isFirst, Action beforeTold)
    {
        if (isFirst) beforeTold();
        Settle(over: true);
        return isFirst;
    }

    private void Settle(bool over)
    {
        TaskCompletionSource? changing;
        lock (_lock)
        {
            (changing, _changing, _isOver) = (_changing, null, _isOver || over);
            if (!_isOver)
            {
                changing?.TrySetResult();
                return;
            }
        }

        Watch?.Dispose();
        changing?.TrySetResult();
        _ended.TrySetResult();
    }
}
