namespace ComputeNet.Brain.Solvers.Fairness;

/// <summary>
/// The mix of columns with the highest level that keeps to the supplies, by the revised simplex method: one row per supply and one for the mix, whatever the number
/// of jobs. Its duals are the prices of devices; new columns come from outside, best at those prices (Dantzig and Wolfe 1960).
/// </summary>
internal sealed class LevelSimplex
{
    /// <summary>Below it a rate is taken for the rounding of nothing.</summary>
    private const double Smallest = 1e-9;

    /// <summary>Parts of a supply or of the mix that nobody misses.</summary>
    private const double Slack = 1e-11;
    private readonly double[] devices;
    private readonly double[,] inverse;
    private readonly double[] amounts;
    private readonly (LevelColumn? Column, int Idle)[] basis;
    private readonly int mix;

    internal LevelSimplex(IReadOnlyList<int> devices, LevelColumn first)
    {
        this.devices = [.. devices.Select(d => Math.Max(1.0, d))];
        mix = devices.Count;
        (inverse, amounts) = (new double[mix + 1, mix + 1], new double[mix + 1]);
        basis = [.. Enumerable.Range(0, mix).Select(supply => (default(LevelColumn), supply)), (first, -1)];
        Refactor();
    }

    /// <summary>What one more device of a supply would add to the level; below zero where leaving some idle would.</summary>
    internal double PriceOf(int supply) => Dual(supply) / devices[supply];

    /// <summary>What a column must earn beyond the devices it uses to be worth having.</summary>
    internal double Hurdle => Dual(mix);

    internal double Level => Enumerable.Range(0, basis.Length).Sum(row => amounts[row] * (basis[row].Column?.Level ?? 0));

    /// <summary>The columns of the mix with their parts.</summary>
    internal IEnumerable<(LevelColumn Column, double Part)> Mix => basis.Select((b, row) => (b.Column, Part: amounts[row])).Where(b => b.Column is not null).Select(b => (b.Column!, b.Part));

    /// <summary>Takes a column into the mix as far as it goes; false when it goes nowhere.</summary>
    internal bool Enter(LevelColumn column) => Pivot((column, -1));

    /// <summary>Lets some of the supply be idle; false when that changes nothing.</summary>
    internal bool EnterIdle(int supply) => Pivot((null, supply));

    private double Dual(int row)
    {
        var sum = 0.0;
        for (var place = 0; place < basis.Length; place++)
            sum += (basis[place].Column?.Level ?? 0) * inverse[place, row];
        return sum;
    }

    /// <summary>Coefficient of a column in a row: its part of the supply, and 1 for the mix.</summary>
    private double Coefficient((LevelColumn? Column, int Idle) of, int row)
    {
        if (of.Column is { } column)
            return row == mix ? 1 : column.Use[row] / devices[row];
        return row == of.Idle ? 1 : 0;
    }

    private bool Pivot((LevelColumn? Column, int Idle) entering)
    {
        var rates = new double[basis.Length];
        for (var place = 0; place < rates.Length; place++)
        {
            for (var row = 0; row < rates.Length; row++)
                rates[place] += inverse[place, row] * Coefficient(entering, row);
        }
        // Harris' ratio test: whoever would end within rounding of the first may leave, and of those the largest pivot does. A tiny pivot, of two columns
        // that are nearly the same, would make prices of millions and a mix that is none.
        var furthest = double.MaxValue;
        for (var place = 0; place < rates.Length; place++)
        {
            if (rates[place] > Smallest)
                furthest = Math.Min(furthest, (amounts[place] + Slack) / rates[place]);
        }
        var leaving = -1;
        for (var place = 0; place < rates.Length; place++)
        {
            if (rates[place] > Smallest && amounts[place] / rates[place] <= furthest && (leaving < 0 || rates[place] > rates[leaving]))
                leaving = place;
        }
        if (leaving < 0)
            return false;
        var before = basis[leaving];
        basis[leaving] = entering;
        if (Refactor())
            return true;
        basis[leaving] = before;
        Refactor();
        return false;
    }

    /// <summary>Inverts the basis afresh (Gauss–Jordan, largest pivots): there are few rows, so updates that let errors grow would save nothing. False when it is singular.</summary>
    private bool Refactor()
    {
        var size = basis.Length;
        var rows = Enumerable.Range(0, size).Select(row => Enumerable.Range(0, 2 * size).Select(c => c < size ? Coefficient(basis[c], row) : c - size == row ? 1 : 0).ToArray()).ToArray();
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(rows[row][column]));
            if (Math.Abs(rows[pivot][column]) < Smallest)
                return false;
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (var row = 0; row < size; row++)
            {
                var factor = row == column ? 0 : rows[row][column] / rows[column][column];
                for (var c = column; factor != 0 && c < 2 * size; c++)
                    rows[row][c] -= factor * rows[column][c];
            }
            for (var c = 2 * size - 1; c >= column; c--)
                rows[column][c] /= rows[column][column];
        }
        for (var place = 0; place < size; place++)
        {
            amounts[place] = 0;
            for (var row = 0; row < size; row++)
                amounts[place] += inverse[place, row] = rows[place][size + row];
            amounts[place] = Math.Max(0, amounts[place]);
        }
        return true;
    }
}
