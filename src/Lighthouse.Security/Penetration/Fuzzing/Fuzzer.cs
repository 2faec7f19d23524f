using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>Sends one operation its mutants and has every class look at every answer.</summary>
internal sealed class Fuzzer(PenetrationRun run, IReadOnlyList<IPenetrationClass> classes, MutantPlan plan)
{
    private const int MostRenewals = 200;

    public async Task RunAsync(OpenApiOperation operation, Random random, CancellationToken cancellation)
    {
        var subject = await run.SubjectAsync(operation, cancellation);
        subject = await ControlAsync(subject, "with a valid token", cancellation);
        var renewals = 0;
        foreach (var make in plan.For(subject, random))
        {
            if (make(subject) is not { } mutant)
                continue;
            var (response, elapsed) = await run.SendAsync(mutant.Request, cancellation);
            if (response is { Status: 429 } && renewals++ < MostRenewals)
            {
                // The limiter of this agent is not what is tested: another agent asks.
                subject = await run.SubjectAsync(operation, cancellation);
                mutant = make(subject)!;
                (response, elapsed) = await run.SendAsync(mutant.Request, cancellation);
            }

            if (response is null && await IsHungAsync(subject, mutant, cancellation))
                return;
            if (response is not null)
                await JudgeAsync(subject, mutant, response, elapsed, cancellation);
            if (response is { IsSuccess: true } && run.Options.SingleUse.Contains(operation.Id))
                subject = await run.SubjectAsync(operation, cancellation);
        }

        await ControlAsync(subject, "with a valid token, after the attempts", cancellation);
    }

    /// <summary>The legitimate request; afterwards a subject that was not used up by it.</summary>
    private async Task<Subject> ControlAsync(Subject subject, string how, CancellationToken cancellation)
    {
        var (response, _) = await run.SendAsync(subject.Plain, cancellation);
        if (response is null or { Status: 429 })
        {
            // The attempts may have used up what this agent is allowed.
            subject = await run.SubjectAsync(subject.Operation, cancellation);
            (response, _) = await run.SendAsync(subject.Plain, cancellation);
        }

        var reached = response is { Status: >= 200 and <= 499 and not (401 or 403 or 404 or 405 or 429) };
        var isHeld = response is null && run.Options.Holding.Contains(subject.Operation.Id);
        run.Log.Control($"{subject.Operation.Id} {how}", reached || isHeld || run.IsExpectedRefusal(subject.Operation, response), response is null ? "no answer" : $"status {response.Status}: {response.Beginning(200)}");
        return run.Options.SingleUse.Contains(subject.Operation.Id) ? await run.SubjectAsync(subject.Operation, cancellation) : subject;
    }

    private async Task JudgeAsync(Subject subject, Mutant mutant, RawResponse response, TimeSpan elapsed, CancellationToken cancellation)
    {
        var exchange = new Exchange(subject.Operation, mutant, subject.Plain, response, elapsed);
        run.Log.Attempt(mutant.Payload.Class, response.Status is 429 or 503 ? Answer.Unclear : Answer.Refused);
        run.Log.Attempt(PenetrationClasses.Disclosure, Answer.Refused);
        foreach (var one in classes)
        {
            foreach (var suspicion in one.Inspect(exchange, run.Canaries))
            {
                if (!run.Log.IsKnown(one.Name, subject.Operation, suspicion) && (suspicion.Confirm is null || await suspicion.Confirm(run, cancellation)))
                    run.Log.Find(one.Name, subject.Operation, suspicion, mutant.Request, response);
            }
        }
    }

    /// <summary>No answer, twice. While the plain request is answered, the mutant is what keeps the target busy, and more of its kind would only keep it busier.</summary>
    private async Task<bool> IsHungAsync(Subject subject, Mutant mutant, CancellationToken cancellation)
    {
        if (run.Options.Holding.Contains(subject.Operation.Id) || (await run.SendAsync(mutant.Request, cancellation)).Response is not null)
        {
            run.Log.Attempt(mutant.Payload.Class, Answer.Refused);
            return false;
        }

        var (plain, _) = await run.SendAsync(subject.Plain, cancellation);
        run.Log.Attempt(mutant.Payload.Class, plain is null ? Answer.Unclear : Answer.Refused);
        if (plain is null)
            return false;
        var suspicion = new Suspicion($"{mutant.Where}: an unusual input is never answered", PenetrationFlaws.Hang);
        run.Log.Find(PenetrationClasses.DenialOfService, subject.Operation, suspicion, mutant.Request, new RawResponse(0, [], ""));
        return true;
    }
}
