package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"rapporteur"
	"rapporteur/store"
)

// Replace puts a new reading in the place of a capture's, in one transaction.
func (s *Store) Replace(ctx context.Context, r *rapporteur.Reading) error {
	return explain(s.transaction(ctx, func(tx *sql.Tx) error {
		var old []byte
		if err := tx.QueryRowContext(ctx, "SELECT reading FROM capture WHERE id = ?", r.Capture.ID).Scan(&old); err != nil {
			return missing(err, r.Capture.ID)
		}
		var before rapporteur.Reading
		if err := json.Unmarshal(old, &before); err != nil {
			return fmt.Errorf("%s: %w (%v)", r.Capture.ID, store.ErrDamaged, err)
		}
		r.KeepIDs(&before)
		b, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE capture SET reading = ? WHERE id = ?", b, r.Capture.ID); err != nil {
			return err
		}
		for _, q := range []string{
			"DELETE FROM content WHERE rowid IN (SELECT s.id FROM statement s JOIN article a ON a.id = s.article WHERE a.capture = ?)",
			"DELETE FROM about WHERE statement IN (SELECT s.id FROM statement s JOIN article a ON a.id = s.article WHERE a.capture = ?)",
			"DELETE FROM statement WHERE article IN (SELECT id FROM article WHERE capture = ?)",
			"DELETE FROM article WHERE capture = ?",
		} {
			if _, err := tx.ExecContext(ctx, q, r.Capture.ID); err != nil {
				return err
			}
		}
		w := writer{ctx: ctx, tx: tx, keys: s.keys, reading: r, ids: map[string]int64{}}
		return w.write(r.Capture.ID)
	}))
}

// Learn keeps the lines of a capture.
func (s *Store) Learn(ctx context.Context, capture, outlet string, title uint64, lines []uint64) error {
	return explain(s.transaction(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM line WHERE capture = ?", capture); err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, "INSERT INTO line (outlet, hash, title, capture) VALUES (?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer insert.Close() //nolint:errcheck // the transaction says what failed
		for _, h := range lines {
			if _, err := insert.ExecContext(ctx, outlet, int64(h), int64(title), capture); err != nil {
				return err
			}
		}
		return nil
	}))
}

// Recurring gives the lines that come back in an outlet.
func (s *Store) Recurring(ctx context.Context, outlet string, least int) (map[uint64]bool, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT hash FROM line WHERE outlet = ?1 GROUP BY hash
		HAVING count(DISTINCT title) >= max(?2, (SELECT count(DISTINCT title) FROM line WHERE outlet = ?1) / 50)`, outlet, least)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	out := map[uint64]bool{}
	for rows.Next() {
		var h int64
		if err := rows.Scan(&h); err != nil {
			return nil, explain(err)
		}
		out[uint64(h)] = true
	}
	return out, explain(rows.Err())
}
