using static TorchSharp.torch;

namespace Arena.Models;

public sealed partial class HookedTransformer
{
    /// <summary>The names of all places where an activation can be read or replaced, in their order.</summary>
    public IReadOnlyCollection<string> HookNames => points.Keys;

    /// <summary>Runs the model with functions that read or replace activations.</summary>
    /// <param name="tokens"><c>batch position</c>, int64.</param>
    /// <param name="hooks">
    /// Each the name of a place, and a function that gets the activation there and returns another one of the same
    /// shape and dtype, or null to leave it. It may write into what it gets, too. What it gets is disposed of after the
    /// run: keep a clone, detached from the dispose scope. Hooks on the same place run in the order in which they are
    /// given. Hooks on ln1 do not reach what hook_q_input, hook_k_input and hook_v_input are asked for.
    /// </param>
    /// <returns>Logits, <c>batch position d_vocab</c>. The model has no hooks afterwards.</returns>
    /// <exception cref="ArgumentException">There is no such place; the message lists the nearest names.</exception>
    /// <exception cref="InvalidOperationException">A hook returned another shape or dtype.</exception>
    public Tensor RunWithHooks(Tensor tokens, params IEnumerable<(string Name, Func<Tensor, Tensor?> Hook)> hooks)
    {
        using var attached = new AttachedHooks();
        foreach (var (name, hook) in hooks) attached.Add(Point(name), hook);
        return call(tokens);
    }

    /// <summary>Runs the model and keeps activations.</summary>
    /// <param name="tokens"><c>batch position</c>, int64.</param>
    /// <param name="names">
    /// Chooses the places by their names. Without it, all but hook_q_input, hook_k_input and hook_v_input, which hold
    /// hook_resid_pre once for each head.
    /// </param>
    /// <param name="hooks">Hooks, as for <see cref="RunWithHooks"/>. What is kept is what they return.</param>
    /// <param name="keepGraph">Whether gradients can flow back through what is kept.</param>
    /// <returns>Logits, <c>batch position d_vocab</c>, and the activations.</returns>
    /// <exception cref="ArgumentException">
    /// No place is chosen, or one of the hooks is for a place that does not exist.
    /// </exception>
    public (Tensor Logits, ActivationCache Cache) RunWithCache(
        Tensor tokens, Func<string, bool>? names = null,
        IEnumerable<(string Name, Func<Tensor, Tensor?> Hook)>? hooks = null, bool keepGraph = false)
    {
        var cache = new ActivationCache();
        try
        {
            return (Run(tokens, Chosen(names), hooks, (name, x) =>
            {
                cache.Add(name, keepGraph ? x.alias() : x.detach());
                return x;
            }), cache);
        }
        catch
        {
            cache.Dispose();
            throw;
        }
    }

    /// <summary>Runs the model and keeps the activations at the named places.</summary>
    /// <param name="tokens"><c>batch position</c>, int64.</param>
    /// <param name="names">The places' full names.</param>
    /// <param name="hooks">Hooks, as for <see cref="RunWithHooks"/>. What is kept is what they return.</param>
    /// <param name="keepGraph">Whether gradients can flow back through what is kept.</param>
    /// <returns>Logits, <c>batch position d_vocab</c>, and the activations.</returns>
    /// <exception cref="ArgumentException">There is no such place; the message lists the nearest names.</exception>
    public (Tensor Logits, ActivationCache Cache) RunWithCache(
        Tensor tokens, IEnumerable<string> names,
        IEnumerable<(string Name, Func<Tensor, Tensor?> Hook)>? hooks = null, bool keepGraph = false)
    {
        var wanted = names.Select(name => Point(name).Name).ToHashSet();
        return RunWithCache(tokens, wanted.Contains, hooks, keepGraph);
    }

    /// <summary>
    /// Runs the model, keeps activations, and finds how a metric would change with each of them: what attribution
    /// patching needs (Nanda 2023).
    /// </summary>
    /// <param name="tokens"><c>batch position</c>, int64.</param>
    /// <param name="metric">
    /// Makes a single number of the logits. The gradients of the parameters are left alone.
    /// </param>
    /// <param name="names">Chooses the places by their names, as for RunWithCache.</param>
    /// <param name="hooks">Hooks, as for <see cref="RunWithHooks"/>.</param>
    /// <returns>
    /// The metric, the activations, and its derivatives with respect to them, which have their names and shapes.
    /// </returns>
    public (Tensor Metric, ActivationCache Cache, ActivationCache Gradients) RunWithCacheAndGradients(
        Tensor tokens, Func<Tensor, Tensor> metric, Func<string, bool>? names = null,
        IEnumerable<(string Name, Func<Tensor, Tensor?> Hook)>? hooks = null)
    {
        var (cache, gradients) = (new ActivationCache(), new ActivationCache());
        try
        {
            using var scope = NewDisposeScope();
            using var _ = enable_grad();
            using var kept = new ActivationCache();
            var logits = Run(tokens, Chosen(names), hooks, (name, x) =>
            {
                // The model goes on with the kept tensor itself: only then does the metric depend on it.
                var value = x.requires_grad ? x.alias() : x.detach().requires_grad_(true);
                kept.Add(name, value);
                return value;
            });
            var result = metric(logits);
            if (result.numel() != 1 || !result.requires_grad)
            {
                throw new ArgumentException(
                    "The metric has to be a single number that follows from the logits by steps that have derivatives, "
                    + $"and this one is {result.dtype} ({string.Join(", ", result.shape)}).", nameof(metric));
            }
            // None of the elements of each: a place that nothing was read from gets zeros instead of no gradient.
            var values = kept.Names.Select(name => kept[name]).ToArray();
            var nothing = values.Select(value => value.flatten()[..0].sum());
            var derivatives = autograd.grad([nothing.Aggregate(result.sum(), (sum, zero) => sum + zero)], values);
            foreach (var (name, derivative) in kept.Names.Zip(derivatives))
            {
                cache.Add(name, kept[name].detach());
                gradients.Add(name, derivative);
            }
            return (scope.MoveToOuter(result.detach()), cache, gradients);
        }
        catch
        {
            cache.Dispose();
            gradients.Dispose();
            throw;
        }
    }

    /// <summary>The same for the named places.</summary>
    /// <param name="tokens"><c>batch position</c>, int64.</param>
    /// <param name="metric">Makes a single number of the logits.</param>
    /// <param name="names">The places' full names.</param>
    /// <param name="hooks">Hooks, as for <see cref="RunWithHooks"/>.</param>
    /// <returns>The metric, the activations, and its derivatives with respect to them.</returns>
    /// <exception cref="ArgumentException">There is no such place; the message lists the nearest names.</exception>
    public (Tensor Metric, ActivationCache Cache, ActivationCache Gradients) RunWithCacheAndGradients(
        Tensor tokens, Func<Tensor, Tensor> metric, IEnumerable<string> names,
        IEnumerable<(string Name, Func<Tensor, Tensor?> Hook)>? hooks = null)
    {
        var wanted = names.Select(name => Point(name).Name).ToHashSet();
        return RunWithCacheAndGradients(tokens, metric, wanted.Contains, hooks);
    }

    private Tensor Run(
        Tensor tokens, IEnumerable<HookPoint> kept, IEnumerable<(string Name, Func<Tensor, Tensor?> Hook)>? hooks,
        Func<string, Tensor, Tensor> keep)
    {
        using var attached = new AttachedHooks();
        foreach (var (name, hook) in hooks ?? []) attached.Add(Point(name), hook);
        foreach (var point in kept) attached.AddKeeper(point, x => keep(point.Name, x));
        return call(tokens);
    }

    private HookPoint Point(string name) => points.TryGetValue(name, out var point)
        ? point
        : throw HookName.Unknown(name, "The model has no place", points.Keys);

    private List<HookPoint> Chosen(Func<string, bool>? names)
    {
        var copies = blocks.SelectMany(block => block.Copies).Select(point => point.Name).ToHashSet();
        names ??= name => !copies.Contains(name);
        var chosen = points.Values.Where(point => names(point.Name)).ToList();
        return chosen.Count > 0
            ? chosen
            : throw new ArgumentException(
                "None of the model's places is chosen. Their names are like "
                + $"'{string.Join("', '", points.Keys.Take(4))}'.", nameof(names));
    }

    /// <summary>The hooks of one run, which are gone after it, also when it fails.</summary>
    private sealed class AttachedHooks : IDisposable
    {
        private readonly List<Action> removals = [];

        public void Add(HookPoint point, Func<Tensor, Tensor?> hook)
        {
            point.Add(hook);
            removals.Add(() => point.Remove(hook));
        }

        public void AddKeeper(HookPoint point, Func<Tensor, Tensor> keeper)
        {
            point.AddKeeper(keeper);
            removals.Add(() => point.RemoveKeeper(keeper));
        }

        public void Dispose()
        {
            foreach (var remove in removals) remove();
        }
    }
}
