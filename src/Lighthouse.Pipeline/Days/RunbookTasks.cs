using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Cake.Frosting;
using Lighthouse.Pipeline.Verification;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Days;

/// <summary>
/// Makes the tasks of a runbook's days: Frosting knows a task by the attributes of its class, so each day becomes a class.
/// A day for which the build has a class of its own keeps that class.
/// </summary>
internal static class RunbookTasks
{
    private const string Decision = "GoNoGo", Verification = "Verify", Default = "Default", Build = "Build";

    /// <summary>Makes what is missing: a task for each day, each after the one before it (the first after <c>Build</c> where there is one), GoNoGo, Verify and Default.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="own">The build's own task classes.</param>
    /// <exception cref="PipelineException">A day has the name of a task that is not a day.</exception>
    public static IReadOnlyList<Type> Of(Runbook runbook, IReadOnlyList<Type> own)
    {
        RefuseTaken(runbook, own);
        var assembly = new PersistedAssemblyBuilder(new AssemblyName($"Lighthouse.Days.{Guid.NewGuid():N}"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("days");
        var made = new List<string>();
        var last = Find(own, Build);
        foreach (var day in runbook.Days)
            last = Find(own, day.Task) ?? Make(day.Task, $"{day.Name}: {day.Title}", typeof(DayTask), last);
        var ownDecision = own.FirstOrDefault(task => task.IsSubclassOf(typeof(DecisionTask)));
        var decision = ownDecision ?? Make(Decision, "Judges all evidence of this run; exit code 0 only for GO", typeof(DecisionTask), last);
        if (!own.Any(task => task.IsSubclassOf(typeof(VerificationTask))))
            Make(Verification, "Judges and decides again from the evidence and compares every report; runs nothing else", typeof(VerificationTask), null);
        if (Find(own, Default) is null)
            Make(Default, ownDecision is null ? Decision : DayTask.NameOf(ownDecision), typeof(FrostingTask<LighthouseContext>), decision);
        return made.Count == 0 ? [] : Load(assembly, made);

        Type Make(string name, string description, Type kind, Type? after)
        {
            var type = Define(module, name, description, kind, after);
            made.Add(name);
            return type;
        }
    }

    private static Type? Find(IReadOnlyList<Type> own, string name) => own.FirstOrDefault(task => DayTask.NameOf(task) == name);

    private static void RefuseTaken(Runbook runbook, IReadOnlyList<Type> own)
    {
        foreach (var day in runbook.Days)
        {
            if (day.Task is Decision or Verification or Default or Build || (Find(own, day.Task) is { } task && !task.IsSubclassOf(typeof(DayTask))))
            {
                throw new PipelineException(
                    ExitCode.Invalid, $"LH6105: the task '{day.Task}' of {day.Name} has the name of a task that is no day; name the day's task otherwise in {day.Location.File}, or derive your own class from DayTask.");
            }
        }
    }

    private static TypeBuilder Define(ModuleBuilder module, string name, string description, Type kind, Type? after)
    {
        var type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Class | TypeAttributes.Sealed, kind);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        Mark(typeof(TaskNameAttribute), name);
        Mark(typeof(TaskDescriptionAttribute), description);
        if (after is not null)
            Mark(typeof(IsDependentOnAttribute), after);
        type.CreateType();
        return type;

        void Mark(Type attribute, object argument) =>
            type.SetCustomAttribute(new CustomAttributeBuilder(attribute.GetConstructors()[0], [argument]));
    }

    private static IReadOnlyList<Type> Load(PersistedAssemblyBuilder assembly, List<string> names)
    {
        using var image = new MemoryStream();
        assembly.Save(image);
        image.Position = 0;
        var loaded = AssemblyLoadContext.Default.LoadFromStream(image);
        return [.. names.Select(name => loaded.GetType(name, throwOnError: true)!)];
    }
}
